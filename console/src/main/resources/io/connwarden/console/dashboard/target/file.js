import { getText, Problem } from '../api/client.js';
import { closeDialog } from '../actions/flow.js';
import { setParams } from '../app/router.js';
import { state, update } from '../app/state.js';
import { toast } from '../app/toast.js';
import { listOf, parseSamples, readSamplesFile, SamplesFileError } from '../model/samples-file.js';
import { t } from '../texts/index.js';
import { refreshSessions } from './load.js';

/** Shows the samples of a file of this computer. Nothing is sent to the server. */
export function openFile(file) {
  const page = state.target;
  return told(async () => show(page, file.name, await readSamplesFile(file)));
}

/** Opens a file of samples that is dropped anywhere on the page of a target. */
export function acceptDroppedFiles() {
  const isAccepted = (event) => event.dataTransfer?.types.includes('Files') && state.route.target && state.target?.info;
  addEventListener('dragover', (event) => isAccepted(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    if (isAccepted(event)) {
      event.preventDefault();
      openFile(event.dataTransfer.files[0]);
    }
  });
}

/** Shows the saved samples around an action. */
export function openSamplesOf(action) {
  const page = state.target;
  return told(async () => {
    const text = await getText(`actions/${encodeURIComponent(action)}/samples`, { format: 'jsonl' });
    if (!isShown(page)) {
      return;
    }
    if (text.trim() === '') {
      toast(t('samples.none'));
      return;
    }
    const samples = parseSamples(text);
    closeDialog();
    show(page, t('file.ofAction'), samples);
  });
}

/** Saves the kept samples of the shown target as a file. */
export function exportSamples() {
  const { id } = state.target;
  return told(async () => {
    const text = await getText(`targets/${encodeURIComponent(id)}/samples/export`);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }));
    link.download = `connwarden-${id}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

/** Shows samples, unless another page was opened while they were read. */
function show(page, name, { target, samples, incomplete }) {
  if (!isShown(page)) {
    return;
  }
  update((it) => {
    it.toast = null;
    Object.assign(it.target, { file: { name, target, samples, incomplete }, samples: listOf(samples) });
  });
  setParams({ at: samples[0].capturedAt });
  refreshSessions();
}

function isShown(page) {
  return state.target === page && state.route.target === page?.id;
}

/** Tells the reason if a file or a route cannot be read. */
async function told(work) {
  try {
    await work();
  } catch (problem) {
    if (problem instanceof SamplesFileError) {
      toast(t(problem.text, problem.values));
    } else if (problem instanceof Problem || problem instanceof DOMException) {
      toast(problem.message);
    } else {
      throw problem;
    }
  }
}
