import { html, nothing, type TemplateResult } from 'lit-html';
import type { CameraState, Device, SensorState } from '../api/types';
import type { State } from '../app/state';
import type { Format } from '../i18n/format';

/** How every device does: its state, its cameras and sensors, what waits on it. */
export function devicesPanel(state: State, f: Format): TemplateResult {
    return html`
        <section class="card devices" aria-labelledby="devices-title">
            <h2 id="devices-title">${f.text.devices}</h2>
            ${state.devices.length === 0 ? html`<p class="quiet">${state.figures ? f.text.noDevices : f.text.loading}</p>` : nothing}
            <ul>${state.devices.map((device) => deviceRow(device, state, f))}</ul>
        </section>`;
}

function deviceRow(device: Device, state: State, f: Format): TemplateResult {
    const words = {
        online: f.text.stateOnline, stopped: f.text.stateStopped, offline: f.text.stateOffline, unknown: f.text.stateUnknown,
    };
    const hints = { online: '', stopped: f.text.stateStoppedHint, offline: f.text.stateOfflineHint, unknown: '' };
    const hint = hints[device.state];
    return html`
        <li data-testid="device-row" data-device=${device.device} data-state=${device.state}>
            <div class="device-head">
                <b>${device.device}</b>
                <span class="state state-${device.state}"><span class="dot" aria-hidden="true"></span>${words[device.state]}</span>
                <span class="quiet">${device.lastWindowEnd
                    ? f.text.lastFigures(f.ago(new Date(device.lastWindowEnd), state.now)) : f.text.noFigures}</span>
            </div>
            ${hint ? html`<p class="warning">${hint}</p>` : nothing}
            <ul class="cameras">${device.cameras.map((camera) => cameraRow(camera, device, state, f))}</ul>
            ${device.sensors.length > 0 ? html`<ul class="cameras">${device.sensors.map((sensor) => sensorRow(sensor, device, state, f))}</ul>` : nothing}
            ${outboxLine(device, f)}
            ${budgetLine(device, f)}
            ${privacyLine(device, state, f)}
        </li>`;
}

function cameraRow(camera: CameraState, device: Device, { layout }: State, f: Format): TemplateResult {
    const t = f.text;
    const words: Readonly<Record<string, string>> = {
        starting: t.cameraStarting, streaming: t.cameraStreaming, stalled: t.cameraStalled, restarting: t.cameraRestarting,
        ended: t.cameraEnded, failed: t.cameraFailed,
    };
    const name = layout?.cameras.find((c) => c.camera === camera.camera && c.device === device.device)?.name ?? camera.camera;
    const current = device.state === 'online';
    return html`
        <li class="camera camera-${current ? camera.state : 'unknown'}">
            <span class="dot" aria-hidden="true"></span>
            <span class="camera-name">${name}</span>
            <span class="quiet">${current
                ? [words[camera.state] ?? camera.state, f.text.fps(f.quantity(camera.framesPerSecond)),
                    ...(camera.restarts > 0 ? [t.restarts(camera.restarts, f.integer(camera.restarts))] : [])].join(' · ')
                : t.stateUnknown}</span>
            ${camera.fault ? html`<p class="warning">${t.fault}: ${camera.fault}</p>` : nothing}
        </li>`;
}

/** What a sensor does; whether somebody touches it is nobody's business here. */
function sensorRow(sensor: SensorState, device: Device, { layout }: State, f: Format): TemplateResult {
    const t = f.text;
    const words: Readonly<Record<string, string>> = {
        starting: t.cameraStarting, reading: t.sensorReading, stalled: t.sensorStalled, ended: t.sensorEnded, failed: t.sensorFailed,
    };
    const place = layout?.sensors.find((s) => s.sensor === sensor.sensor && s.device === device.device);
    const current = device.state === 'online';
    return html`
        <li class="camera camera-${current ? sensor.state : 'unknown'}" data-testid="sensor" data-sensor=${sensor.sensor}>
            <span class="dot" aria-hidden="true"></span>
            <span class="camera-name">${place?.name ?? sensor.sensor}</span>
            <span class="quiet">${current
                ? [words[sensor.state] ?? sensor.state, t.readingsPerSecond(f.quantity(sensor.readingsPerSecond)),
                    ...(place && place.zone === null ? [t.sensorCarried] : []),
                    ...(sensor.restarts > 0 ? [t.restarts(sensor.restarts, f.integer(sensor.restarts))] : [])].join(' · ')
                : t.stateUnknown}</span>
            ${sensor.fault ? html`<p class="warning">${t.fault}: ${sensor.fault}</p>` : nothing}
        </li>`;
}

function outboxLine({ outbox }: Device, f: Format): TemplateResult | typeof nothing {
    if (!outbox)
        return nothing;
    return html`
        <p class="quiet">${outbox.pending > 0
            ? f.text.outboxPending(outbox.pending, f.integer(outbox.pending), f.duration(outbox.oldestSeconds)) : f.text.outboxEmpty}</p>
        ${outbox.dropped > 0 ? html`<p class="warning">${f.text.outboxDropped(outbox.dropped, f.integer(outbox.dropped))}</p>` : nothing}`;
}

/** How much of the day's privacy budget is taken, and whether the device is silent for the rest of it. */
function budgetLine({ privacyBudget: budget }: Device, f: Format): TemplateResult | typeof nothing {
    if (!budget)
        return nothing;
    const [spent, whole] = [f.quantity(budget.spent), f.quantity(budget.epsilonPerDay)];
    const day = budget.day === null ? null : f.day(budget.day);
    return html`
        <div class="budget" data-testid="budget" data-silent=${budget.silent}>
            <meter min="0" max=${budget.epsilonPerDay} high=${0.9 * budget.epsilonPerDay} optimum="0" .value=${budget.spent} aria-label=${f.text.budgetLabel}></meter>
            <span class="quiet">${f.text.budget(spent, whole)}${day === null ? nothing : html` · ${day}`} · ${f.text.starts(budget.starts, f.integer(budget.starts))}</span>
        </div>
        ${budget.silent ? html`<p class="warning">${f.text.budgetSilent}</p>` : nothing}
        ${budget.starts > 1 ? html`<p class="quiet">${f.text.budgetRestarted}</p>` : nothing}`;
}

/** What this device withholds, and the models that it runs. */
function privacyLine(device: Device, { layout }: State, f: Format): TemplateResult {
    const privacy = layout?.privacy.find((p) => p.device === device.device);
    const models = layout?.models.filter((m) => m.device === device.device) ?? [];
    const expression = privacy?.expressionThreshold == null
        ? f.text.privacyExpressionOff : f.text.privacyExpression(f.integer(privacy.expressionThreshold));
    const dwell = privacy?.dwellThreshold == null ? f.text.privacyDwellOff : f.text.privacyDwell(f.integer(privacy.dwellThreshold));
    const counts = privacy?.noise ? f.text.privacyNoise : privacy?.countThreshold == null ? f.text.privacyCounts : f.text.privacyCountsFrom(f.integer(privacy.countThreshold));
    const heat = privacy && privacy.heatThreshold > 1 ? `; ${f.text.privacyHeat(f.integer(privacy.heatThreshold))}` : '';
    const displays = privacy?.attentionThreshold == null ? '' : `; ${f.text.privacyAttention(f.integer(privacy.attentionThreshold))}`;
    const arousal = privacy?.arousalThreshold == null ? '' : `; ${f.text.privacyArousal(f.integer(privacy.arousalThreshold))}`;
    return html`
        ${privacy ? html`<p class="quiet">${f.text.privacy(privacy.profile)}: ${counts}${heat}; ${dwell}; ${expression}${displays}${arousal}.</p>` : nothing}
        ${models.length > 0 ? html`<p class="quiet">${f.text.models}: ${models.map((m) => `${m.name} (${m.task})`).join(', ')}</p>` : nothing}`;
}
