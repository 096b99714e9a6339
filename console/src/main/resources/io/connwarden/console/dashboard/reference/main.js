import { html, render } from '../vendor.js';
import { BASE } from '../api/client.js';
import { useLanguage, t } from '../texts/index.js';
import { channelsOf } from './channels.js';
import { groupsOf } from './operations.js';
import { page } from './page.js';
import { inlined, namedSchemas } from './schemas.js';

/** The messages that only the topics have. The others are part of the API too. */
const FURTHER_MESSAGES = { Sessions: 'sessions.v1.schema.json', Look: 'look.v1.schema.json' };

const view = { groups: [], channels: [], schemas: [], search: '', problem: null };

async function read(path) {
  const response = await fetch(new URL(path, BASE));
  if (!response.ok) {
    throw new Error(`${path}: HTTP ${response.status}`);
  }
  return response.json();
}

async function load() {
  const [api, topics, ...further] = await Promise.all([
    read('openapi.json'), read('asyncapi.json'), ...Object.values(FURTHER_MESSAGES).map((file) => read(`schema/${file}`))]);
  Object.keys(FURTHER_MESSAGES).forEach((name, i) => (api.components.schemas[name] = further[i]));
  const document = inlined(api, api);
  view.info = api.info;
  view.groups = groupsOf(document, new URL(BASE).origin);
  view.channels = channelsOf(topics);
  view.schemas = namedSchemas(document.components.schemas);
}

function draw() {
  document.title = `${t('docs.title')} · Connwarden`;
  render(page(view, { search, language }), document.getElementById('app'));
}

function search(text) {
  view.search = text;
  draw();
}

function language(code) {
  useLanguage(code);
  draw();
}

/** The browser looks for the fragment before the page has its content. */
function showFragment() {
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

useLanguage();
document.getElementById('app').replaceChildren();
render(html`<main><p class="empty">${t('loading')}</p></main>`, document.getElementById('app'));
await load().catch((failure) => (view.problem = failure.message));
draw();
showFragment();
