type Waiting = { readonly isAlone: boolean; readonly begin: () => void };

/**
 * A shared-exclusive lock of this process. Most work runs together; work that runs alone begins when all work before it
 * has ended, and no other work begins until it has ended. Work begins in the order in which it came, so that none waits
 * for ever.
 */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #inWork = 0;
  #isAlone = false;

  /** Does work beside other work. */
  together<T>(work: () => Promise<T>): Promise<T> {
    return this.#take(false, work);
  }

  /** Does work while no other work is done. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#take(true, work);
  }

  async #take<T>(isAlone: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ isAlone, begin });
      this.#beginNext();
    });
    try {
      return await work();
    } finally {
      this.#inWork -= 1;
      this.#isAlone = false;
      this.#beginNext();
    }
  }

  #beginNext(): void {
    for (let next = this.#waiting[0]; next && this.#mayBegin(next); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#inWork += 1;
      this.#isAlone = next.isAlone;
      next.begin();
    }
  }

  #mayBegin = ({ isAlone }: Waiting): boolean => (isAlone ? this.#inWork === 0 : !this.#isAlone);
}
