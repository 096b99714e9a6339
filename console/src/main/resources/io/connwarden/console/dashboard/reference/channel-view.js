import { html, nothing } from '../vendor.js';
import { t } from '../texts/index.js';
import { copyable } from './copyable.js';

/** A topic with its direction, its messages and their examples. */
export function channelView(channel, linked) {
  return html`<article class="card" id="topic-${channel.id}"><h3><a href="#topic-${channel.id}"><span class="verb topic">${t('docs.topic')}</span>
      <code>${channel.address}</code></a></h3>
    <p>${channel.description}</p>
    <ul>${channel.operations.map(({ action, summary }) => html`<li><b class="tag">${t(`docs.${action}`)}</b> ${summary}</li>`)}</ul>
    ${copyable(channel.kcat)}
    ${channel.messages.map((message) => html`<h4>${message.title}</h4>
      <p>${message.summary ?? nothing} <code>${message.name}</code> <small>${message.contentType ?? nothing}</small>
        ${linked.has(message.schema) ? html`<a href="#schema-${message.schema}">${message.schema}</a>` : nothing}</p>
      ${message.examples.map(example)}`)}</article>`;
}

function example({ summary, headers, payload }) {
  return html`<details><summary>${t('docs.example', { text: summary })}</summary>
    ${copyable(JSON.stringify(headers ? { headers, payload } : payload, null, 2))}</details>`;
}
