/**
 * The topics of the AsyncAPI document with their messages.
 *
 * @param {object} topics the AsyncAPI document
 */
export function channelsOf(topics) {
  const operations = Object.values(topics.operations);
  return Object.entries(topics.channels).map(([id, channel]) => ({
    id,
    address: channel.address,
    title: channel.title,
    description: channel.description,
    operations: operations.filter((operation) => operation.channel.$ref === `#/channels/${id}`)
      .map(({ action, summary }) => ({ action, summary })),
    messages: Object.values(channel.messages).map(({ $ref }) => messageOf(topics, $ref)),
    kcat: `kcat -b $BROKER -t ${channel.address} -C -o end`,
  }));
}

function messageOf(topics, reference) {
  const message = topics.components.messages[reference.split('/').at(-1)];
  return {
    name: message.name ?? message.title,
    title: message.title,
    summary: message.summary,
    contentType: message.contentType,
    schema: schemaOf(message.payload),
    examples: (message.examples ?? []).map(({ summary, headers, payload }) => ({ summary, headers, payload })),
  };
}

/** Returns the name of the schema of the data, such as Health for ./schema/health.v1.schema.json. */
function schemaOf(payload) {
  const file = payload?.$ref ?? payload?.allOf?.[1]?.properties?.data?.$ref;
  const word = file?.split('/').at(-1).split('.')[0];
  return word && word[0].toUpperCase() + word.slice(1);
}
