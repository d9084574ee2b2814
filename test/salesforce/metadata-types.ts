import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';
import type { Element } from './xml.ts';

type Property = { readonly isOptional: boolean; readonly isArray: boolean; readonly type: string };

/** The properties of a type with those that it extends, or the values that an enumeration allows. */
type MetadataType = {
  readonly extends: readonly string[];
  readonly properties: ReadonlyMap<string, Property>;
  readonly values: readonly string[];
};

/** The types of the Metadata API, which Salesforce makes from its WSDL. */
const TYPES: ReadonlyMap<string, MetadataType> = readTypes();

function readTypes(): ReadonlyMap<string, MetadataType> {
  const main = createRequire(import.meta.url).resolve('@salesforce/types/metadata');
  const path = main.replace(/\.js$/, '.d.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const aliases = source.statements.filter(ts.isTypeAliasDeclaration);
  return new Map(aliases.map(({ name, type }) => [name.text, typeOf(type, source)]));
}

function typeOf(node: ts.TypeNode, source: ts.SourceFile): MetadataType {
  const parts = ts.isIntersectionTypeNode(node) ? node.types : [node];
  const members = parts.flatMap((part) => (ts.isTypeLiteralNode(part) ? [...part.members] : []));
  const choices = ts.isUnionTypeNode(node) ? node.types : [node];
  return {
    extends: parts.filter(ts.isTypeReferenceNode).map((each) => each.getText(source)),
    properties: new Map(
      members.filter(ts.isPropertySignature).map((each) => propertyOf(each, source)),
    ),
    values: choices.filter(ts.isLiteralTypeNode).map((each) => each.getText(source).slice(1, -1)),
  };
}

function propertyOf(
  { name, type, questionToken }: ts.PropertySignature,
  source: ts.SourceFile,
): readonly [string, Property] {
  const text = type?.getText(source) ?? '';
  const isArray = text.endsWith('[]');
  const property = { isOptional: !!questionToken, isArray, type: text.replace('[]', '') };
  return [name.getText(source), property];
}

function propertiesOf(name: string): ReadonlyMap<string, Property> {
  const type = TYPES.get(name);
  if (!type) throw new Error(`the Metadata API has no type ${name}`);
  return new Map([...type.extends.flatMap((base) => [...propertiesOf(base)]), ...type.properties]);
}

/**
 * Why Salesforce would refuse an element of metadata: what its type does not have, what it requires, what stands twice,
 * and values of the wrong kind. Elements of the same name have to stand together.
 */
export function problemsIn(element: Element, type: string): readonly string[] {
  const properties = propertiesOf(type);
  const tags = element.children.map(({ tag }) => tag);
  const required = [...properties].filter(([, { isOptional, isArray }]) => !isOptional && !isArray);
  const missing = required.map(([name]) => name).filter((name) => !tags.includes(name));
  const scattered = tags.filter((tag, at) => tags.indexOf(tag) < at && tags[at - 1] !== tag);
  return [
    ...missing.map((name) => `${type} lacks ${name}`),
    ...scattered.map((name) => `${type} has ${name} in two places`),
    ...element.children.flatMap((child) => problemsOf(child, { type, tags, properties })),
  ];
}

type Parent = {
  readonly type: string;
  readonly tags: readonly string[];
  readonly properties: ReadonlyMap<string, Property>;
};

function problemsOf(child: Element, { type, tags, properties }: Parent): readonly string[] {
  const property = properties.get(child.tag);
  const name = `${type}.${child.tag}`;
  if (!property) return [`there is no ${name}`];
  const isTwice = !property.isArray && tags.indexOf(child.tag) !== tags.lastIndexOf(child.tag);
  return [...(isTwice ? [`${name} stands twice`] : []), ...valueProblems(child, property, name)];
}

const PLAIN: Readonly<Record<string, RegExp>> = {
  string: /./,
  boolean: /^(true|false)$/,
  number: /^-?\d+(\.\d+)?$/,
};

function valueProblems(child: Element, { type }: Property, name: string): readonly string[] {
  const plain = PLAIN[type];
  const values = TYPES.get(type)?.values ?? [];
  if (!plain && values.length === 0) return problemsIn(child, type);
  const isRight = plain ? plain.test(child.text) : values.includes(child.text);
  return isRight && child.children.length === 0 ? [] : [`${name} cannot be ${child.text}`];
}
