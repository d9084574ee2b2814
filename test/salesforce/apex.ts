import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';

class SyntaxErrors extends ApexErrorListener {
  readonly found: string[] = [];
  override apexSyntaxError(line: number, column: number, message: string): void {
    this.found.push(`${line}:${column} ${message}`);
  }
}

/** What a parser says of an Apex class: its syntax errors, and the name of the class that it declares. */
export function parseApex(source: string): {
  readonly errors: readonly string[];
  readonly declared: string | undefined;
} {
  const parser = ApexParserFactory.createParser(source);
  const errors = new SyntaxErrors();
  parser.removeErrorListeners();
  parser.addErrorListener(errors);
  const declared = parser.compilationUnit().typeDeclaration()?.classDeclaration()?.id().getText();
  return { errors: errors.found, declared };
}

/** The syntax errors of statements that are run as they are (anonymous Apex). */
export function errorsInStatements(source: string): readonly string[] {
  return parseApex(`class Anonymous { void run() { ${source} } }`).errors;
}

export type Variable = {
  readonly name: string;
  readonly isInvocable: boolean;
  readonly isRequired: boolean;
};

/** The public variables of an inner class. */
export function variablesOf(source: string, inner: string): readonly Variable[] {
  const declaration = new RegExp(`class ${inner}\\b[^{]*\\{([\\s\\S]*?)\\n {4}\\}`);
  const body = declaration.exec(source)?.[1] ?? '';
  const annotated =
    /(@InvocableVariable(?:\((?:'(?:[^'\\]|\\.)*'|[^)'])*\))?\s*)?public [\w<>]+ (\w+);/g;
  return [...body.matchAll(annotated)].map(([, annotation = '', name = '']) => ({
    name,
    isInvocable: annotation !== '',
    isRequired: annotation.includes('required=true'),
  }));
}

/** The text constants of a class by their names: texts that are joined by a plus. */
export function constantsIn(source: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...source.matchAll(/static final String (\w+) =\s*((?:'(?:[^'\\]|\\.)*'[\s+]*)+);/g)].map(
      ([, name = '', text = '']) => [
        name,
        [...text.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, part = '']) => part).join(''),
      ],
    ),
  );
}
