import { shellWord } from '../model/copy.js';
import { resolve } from './schemas.js';

/**
 * The operations of the API by their tag, each with what a reader needs to call it.
 *
 * @param {object} api the OpenAPI document
 * @param {string} origin such as http://127.0.0.1:8080
 */
export function groupsOf(api, origin) {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationOf(api, origin, path, method.toUpperCase(), operation)));
  return api.tags.map((tag) => ({
    name: tag.name,
    description: tag.description,
    operations: operations.filter((operation) => operation.tag === tag.name),
  }));
}

function operationOf(api, origin, path, method, operation) {
  const parameters = (operation.parameters ?? []).map((parameter) => resolve(api, parameter));
  const body = operation.requestBody?.content?.['application/json'];
  return {
    id: operation.operationId,
    tag: operation.tags[0],
    method,
    path,
    summary: operation.summary,
    description: operation.description,
    scopes: scopesOf(operation.security),
    parameters: parameters.map((parameter) => ({ ...parameter, schema: withReferred(api, parameter.schema) })),
    body: body?.schema,
    responses: Object.entries(operation.responses).map(([status, response]) => responseOf(status, resolve(api, response))),
    curl: curlOf(origin, path, method, parameters, operation, body?.example),
  };
}

/** The schema of a parameter is short, so its reference is shown in full. */
function withReferred(api, schema) {
  return schema.$ref ? { ...resolve(api, schema), description: undefined } : schema;
}

/** Returns the alternatives of scopes: each is a list of scopes that are needed together. */
function scopesOf(security) {
  const alternatives = security.map((requirement) => Object.values(requirement)[0].join(' + '));
  return [...new Set(alternatives)];
}

function responseOf(status, response) {
  return {
    status,
    description: response.description,
    headers: Object.keys(response.headers ?? {}),
    contents: Object.entries(response.content ?? {}).map(([type, { schema }]) => ({ type, schema })),
  };
}

/** The call of an operation with curl, with the examples of the document. */
export function curlOf(origin, path, method, parameters, operation, example) {
  const url = parameters.filter((parameter) => parameter.in === 'path').reduce((text, parameter) =>
    text.replace(`{${parameter.name}}`, parameter.example ?? parameter.schema.enum[0]), origin + path);
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${path.endsWith('/stream') ? '-N ' : ''}${shellWord(url)}`,
    ...(operation.security.length ? ['  -H "Authorization: Bearer $CONNWARDEN_TOKEN"'] : []),
    ...(example ? ["  -H 'Content-Type: application/json'", `  -d ${shellWord(JSON.stringify(example))}`] : []),
  ];
  return lines.join(' \\\n');
}
