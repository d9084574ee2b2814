import { describe, expect, test } from '@jest/globals';
import { variablesOf } from './apex.ts';
import { apexSource, namesIn, parseSource } from './calls-source.ts';
import { childrenOf, descendantsOf, type Element, textOf, textsOf } from './xml.ts';

const FLOWS = namesIn('flows', '.flow-meta.xml');

const flowOf = (name: string): Element => parseSource(`flows/${name}.flow-meta.xml`);

/** What an interview goes through. */
const NODES = ['actionCalls', 'decisions', 'recordLookups', 'screens'];

const nodesOf = (flow: Element): readonly Element[] =>
  flow.children.filter(({ tag }) => NODES.includes(tag));

const namesOf = (elements: readonly Element[]): readonly string[] =>
  elements.map((each) => textOf(each, 'name'));

/** What other elements may refer to beside the outputs of nodes. */
const resourcesOf = (flow: Element): readonly string[] => [
  ...namesOf(childrenOf(flow, 'variables')),
  ...namesOf(childrenOf(flow, 'formulas')),
  ...childrenOf(flow, 'screens').flatMap((screen) =>
    namesOf(
      childrenOf(screen, 'fields').filter((each) => textOf(each, 'fieldType') !== 'DisplayText'),
    ),
  ),
];

/** What an interview knows of itself: Salesforce Help, "Flow Resource: Global Variables". */
const GLOBALS = ['$Flow.InterviewGuid', '$Flow.FaultMessage', '$Flow.CurrentDateTime'];

/** What is read of the objects of an organization: standard fields, which the connector fills in. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Case: ['Id', 'SuppliedEmail', 'ContactEmail'],
  EmailMessage: ['Id', 'ParentId', 'Incoming', 'FromAddress', 'MessageDate'],
};

const referencesIn = (flow: Element): readonly string[] => [
  ...textsOf(flow, 'elementReference'),
  ...textsOf(flow, 'leftValueReference'),
  ...descendantsOf(flow).flatMap(({ text }) =>
    [...text.matchAll(/\{!([^}]+)\}/g)].map(([, reference = '']) => reference),
  ),
];

describe.each(FLOWS)('the flow %s', (name) => {
  const flow = flowOf(name);
  const nodes = nodesOf(flow);

  test('has each name once', () => {
    const names = namesOf(
      descendantsOf(flow).filter(({ tag }) =>
        [...NODES, 'fields', 'rules', 'variables', 'formulas'].includes(tag),
      ),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((each) => !/^[A-Za-z]\w*$/.test(each))).toEqual([]);
  });

  test('leads from its start to every element, and nowhere else', () => {
    const reached = new Set<string>();
    const follow = (element: Element): void => {
      for (const target of textsOf(element, 'targetReference')) {
        if (reached.has(target)) continue;
        reached.add(target);
        const node = nodes.find((each) => textOf(each, 'name') === target);
        if (!node) throw new Error(`there is no element ${target}`);
        follow(node);
      }
    };
    for (const start of childrenOf(flow, 'start')) follow(start);
    expect([...reached].toSorted()).toEqual([...namesOf(nodes)].toSorted());
  });

  test('says what failed, wherever something can fail', () => {
    const failing = nodes.filter(({ tag }) => tag === 'actionCalls' || tag === 'recordLookups');
    expect(failing).toHaveLength(3);
    for (const node of failing) {
      const [fault] = childrenOf(node, 'faultConnector');
      const target = fault && textOf(fault, 'targetReference');
      const screen = nodes.find((each) => textOf(each, 'name') === target);
      expect(screen && textsOf(screen, 'fieldText').join()).toContain('{!$Flow.FaultMessage}');
    }
  });

  const action = childrenOf(flow, 'actionCalls');
  const outputs = variablesOf(apexSource('GmailSendEmail'), 'Result').map((each) => each.name);

  test('refers to nothing that there is not', () => {
    const known = new Set([
      ...resourcesOf(flow),
      ...GLOBALS,
      ...namesOf(action).flatMap((each) => outputs.map((output) => `${each}.${output}`)),
    ]);
    const references = referencesIn(flow);
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((each) => !known.has(each))).toEqual([]);
  });

  test('reads fields that there are into variables, which are empty where nothing is found', () => {
    const variables = namesOf(childrenOf(flow, 'variables'));
    for (const lookup of childrenOf(flow, 'recordLookups')) {
      const fields = [...textsOf(lookup, 'field'), ...textsOf(lookup, 'sortField')];
      expect(FIELDS[textOf(lookup, 'object')]).toEqual(expect.arrayContaining(fields));
      expect(variables).toEqual(expect.arrayContaining([...textsOf(lookup, 'assignToReference')]));
      // A flow fails where it reads a field of a record that was not found.
      expect(textOf(lookup, 'assignNullValuesIfNoRecordsFound')).toBe('true');
      expect(textOf(lookup, 'storeOutputAutomatically')).toBe('');
    }
  });

  test('runs the action of the package with inputs that it has, and all that it requires', () => {
    const [call, ...others] = action;
    if (!call || others.length > 0) throw new Error('there is not one action');
    expect([textOf(call, 'actionName'), textOf(call, 'actionType')]).toEqual([
      'GmailSendEmail',
      'apex',
    ]);
    const inputs = variablesOf(apexSource('GmailSendEmail'), 'Request');
    const given = namesOf(childrenOf(call, 'inputParameters'));
    expect(inputs.map((each) => each.name)).toEqual(expect.arrayContaining([...given]));
    const required = inputs.filter(({ isRequired }) => isRequired).map((each) => each.name);
    expect(required).toEqual(['eventId', 'mailbox']);
    expect(given).toEqual(expect.arrayContaining([...required, 'caseId', 'toAddress', 'textBody']));
  });

  test('runs for a record, and sends one answer for each interview', () => {
    expect(namesOf(childrenOf(flow, 'variables'))).toContain('recordId');
    const eventId = childrenOf(flow, 'formulas').find((each) => textOf(each, 'name') === 'EventId');
    expect(eventId && textOf(eventId, 'expression')).toBe('{!$Flow.InterviewGuid} & "-answer"');
  });

  test('shows no way back once the answer is sent', () => {
    const backOf = (screen: string) =>
      nodes.flatMap((each) => (textOf(each, 'name') === screen ? textsOf(each, 'allowBack') : []));
    expect(backOf('Sent')).toEqual(['false']);
    expect(backOf('Not_Confirmed')).toEqual(['true']);
  });
});

test('both flows are the same but for their words', () => {
  const WORDS = [
    'label',
    'description',
    'fieldText',
    'interviewLabel',
    'defaultConnectorLabel',
    'nextOrFinishButtonLabel',
  ];
  const withoutWords = ({ tag, children, text }: Element): Element => ({
    tag,
    children: children.map(withoutWords),
    text: WORDS.includes(tag) ? [...text.matchAll(/\{![^}]+\}/g)].join() : text,
  });
  const [english, japanese] = FLOWS.map((name) => withoutWords(flowOf(name)));
  expect(japanese).toEqual(english);
});
