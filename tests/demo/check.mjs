// Compares what the device measured (its run summary, taken from the raw figures) with what the API shows, and prints both.
// Exit code 1 if any stage carried nothing or any number disagrees.
import { readFileSync } from "node:fs";

const options = Object.fromEntries(process.argv.slice(2).flatMap((word, i, all) => (word.startsWith("--") ? [[word.slice(2), all[i + 1]]] : [])));
const summary = JSON.parse(readFileSync(options.summary, "utf8"));
const yaml = readFileSync(options.config, "utf8");
const [tenant, store] = ["tenant", "store"].map((key) => yaml.match(new RegExp(`^${key}: *(\\S+)`, "m"))[1]);
const calibrated = /calibration:/.test(yaml);
const expressive = /^expression:/m.test(yaml);

const faults = [];
const only = (name, device) => console.log(`${name.padEnd(34)} ${String(device).padStart(10)} ${"–".padStart(10)}`);
const line = (name, device, api, tolerance = 0) => {
    const agree = Math.abs(device - api) <= tolerance;
    const text = (value) => (Number.isInteger(value) ? String(value) : value.toFixed(2));
    console.log(`${name.padEnd(34)} ${text(device).padStart(10)} ${text(api).padStart(10)} ${agree ? "" : "  differs"}`);
    if (!agree) faults.push(`${name}: the device measured ${text(device)}, the API shows ${text(api)}`);
};
// A count agrees, or is withheld and says why; a count that was measured is never shown as 0.
const told = (name, device, api, withheld) => {
    if (api !== null) return line(name, device, api);
    console.log(`${name.padEnd(34)} ${String(device).padStart(10)} ${"withheld".padStart(10)}   ${withheld ?? "nothing was observed"}`);
    if (!withheld) faults.push(`${name}: the device measured ${device}, the API tells nothing and no reason`);
};
const something = (name, value) => {
    if (!(value > 0)) faults.push(`${name}: nothing`);
};

const get = async (path) => {
    const answer = await fetch(`${options.url}${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
};

// Messages stored are acknowledged, so the device's outbox is empty exactly when everything has arrived.
const range = `from=${encodeURIComponent(new Date(Date.now() - Number(options.hours ?? 24) * 3600e3).toISOString())}&to=${encodeURIComponent(new Date(Date.now() + 3600e3).toISOString())}`;
const base = `/api/v1/stores/${tenant}/${store}`;
const [ingest, zones, heat, lines, expression, attention, arousal, devices, layout] = await Promise.all([
    get("/api/v1/ingest"), get(`${base}/zones?${range}`), get(`${base}/heat?${range}`), get(`${base}/lines?${range}`),
    get(`${base}/expression?${range}`), get(`${base}/attention?${range}`), get(`${base}/arousal?${range}`), get(`${base}/devices`), get(`${base}/layout`),
]);
const session = ingest.sessions.find((s) => s.session === summary.session) ?? { stored: 0, missing: [] };
const sum = (values) => values.reduce((a, b) => a + b, 0);
const published = sum(Object.values(summary.messages));

console.log(`${"".padEnd(34)} ${"device".padStart(10)} ${"API".padStart(10)}`);
const device = devices.devices.find((d) => d.session === summary.session);
for (const camera of summary.cameras) {
    line(`camera ${camera.camera}: frames`, camera.frames, device?.cameras.find((c) => c.camera === camera.camera)?.framesAnalysed ?? 0);
    only(`camera ${camera.camera}: found in them`, camera.detections);
    something(`camera ${camera.camera}: frames`, camera.frames);
    something(`camera ${camera.camera}: detections`, camera.detections);
}
only("windows", summary.windows);
line("messages kept → stored", published, session.stored);
line("messages numbered", summary.lastSeq, session.lastSeq ?? 0);
line("messages missing", 0, session.missing.length);
line("messages rejected", 0, ingest.rejected);
line("waiting on the device", summary.outboxPending, device?.outbox?.pending ?? -1);
line("given up by the device", summary.outboxDropped, device?.outbox?.dropped ?? -1);
if (summary.outboxPending + summary.outboxDropped > 0) faults.push(`${summary.outboxPending} messages still wait on the device, ${summary.outboxDropped} were given up`);
something("messages", published);
something("stored", session.stored);

let visits = 0;
for (const [id, zone] of Object.entries(summary.zones)) {
    const shown = zones.zones.find((z) => z.zone === id);
    told(`zone ${id}: visits`, zone.visits, shown?.visits ?? null, shown?.countsWithheld);
    told(`zone ${id}: engaged visits`, zone.engagedVisits, shown?.engagedVisits ?? null, shown?.countsWithheld);
    // Seconds of visits that ended, once they are of five people; rounded to two digits, and what rounding leaves comes with the next sum.
    const seconds = shown?.personSeconds ?? null;
    console.log(`${`zone ${id}: person-seconds`.padEnd(34)} ${zone.personSeconds.toFixed(1).padStart(10)} ${(seconds === null ? "withheld" : seconds.toFixed(1)).padStart(10)}   ${shown?.personSecondsWithheld ?? "the rest waits"}`);
    if (seconds !== null && seconds > 1.05 * zone.personSeconds + 1) faults.push(`zone ${id}: the API tells of ${seconds} person-seconds, the device measured ${zone.personSeconds}`);
    if (seconds === null && zone.endedVisits >= 10 && shown?.personSecondsWithheld !== "profile") faults.push(`zone ${id}: ${zone.endedVisits} visits ended, but no person-seconds are told`);
    if (shown?.dwell) {
        console.log(`${`zone ${id}: median dwell, seconds`.padEnd(34)} ${"".padStart(10)} ${shown.dwell.medianSeconds.toFixed(2).padStart(10)}   of ${shown.dwell.visits} visits that ended`);
        if (shown.dwell.visits > zone.endedVisits) faults.push(`zone ${id}: dwell of ${shown.dwell.visits} visits, but only ${zone.endedVisits} ended`);
        const mean = zone.dwellSeconds / zone.endedVisits;
        // The mean is made of rounded sums: two digits each.
        if (shown.dwell.visits === zone.endedVisits && shown.dwell.meanSeconds !== null) line(`zone ${id}: mean dwell, seconds`, mean, shown.dwell.meanSeconds, 0.05 * mean + 0.2);
    } else {
        // Fewer than five people: withheld as it should be. With twice as many visits it should have been told.
        if (zone.endedVisits >= 10) faults.push(`zone ${id}: ${zone.endedVisits} visits ended, but no dwell is told`);
        console.log(`${`zone ${id}: median dwell`.padEnd(34)} ${"".padStart(10)} ${"withheld".padStart(10)}   ${shown?.dwellWithheld ?? ""}`);
    }
    visits += zone.visits;
}
something("visits", visits);

for (const [surface, seconds] of Object.entries(summary.heatPersonSeconds)) {
    const shown = heat.surfaces.find((s) => s.surface === surface);
    // A cell waits until enough people were in it, and is then rounded to two digits.
    const summed = shown?.totalPersonSeconds ?? 0;
    console.log(`${`heat ${surface}: person-seconds`.padEnd(34)} ${seconds.toFixed(2).padStart(10)} ${summed.toFixed(2).padStart(10)}   the rest waits for more people`);
    if (summed > 1.05 * seconds + 1) faults.push(`heat ${surface}: the API tells of ${summed} person-seconds, the device measured ${seconds}`);
    something(`heat ${surface}: measured`, seconds);
    something(`heat ${surface}: observed`, shown?.observedSeconds ?? 0);
}
for (const [id, crossed] of Object.entries(summary.lines)) {
    const shown = lines.lines.find((l) => l.line === id);
    told(`line ${id}: in`, crossed.in, shown?.in ?? null, shown?.withheld);
    told(`line ${id}: out`, crossed.out, shown?.out ?? null, shown?.withheld);
}
if (expressive) {
    const told = sum(expression.zones.map((z) => z.contributors ?? 0));
    console.log(`${"expression: people".padEnd(34)} ${String(summary.expressionPeople).padStart(10)} ${String(told).padStart(10)}   the rest is below the threshold of 5`);
    something("expression: people", summary.expressionPeople);
    something("expression: messages", summary.messages.expression ?? 0);
    if (told > summary.expressionPeople || (told === 0 && summary.expressionPeople >= 10))
        faults.push(`expression: the device saw ${summary.expressionPeople} people, the API tells of ${told}`);
}
// People who passed wait until there are enough of them to be told, so the API may have fewer; of those it has, it says the same.
for (const [id, display] of Object.entries(summary.displays ?? {})) {
    const shown = attention.displays.find((d) => d.display === id);
    const funnel = shown?.funnel;
    const told = funnel?.passed ?? 0;
    const rest = told === display.passed ? "" : `   the rest waits: ${shown?.funnelWithheld ?? "fewer than the threshold"}`;
    console.log(`${`display ${id}: passed`.padEnd(34)} ${String(display.passed).padStart(10)} ${String(told).padStart(10)}${rest}`);
    something(`display ${id}: passed`, display.passed);
    something("attention: messages", summary.messages.attention ?? 0);
    if (told > display.passed || (told === 0 && display.passed >= 10))
        faults.push(`display ${id}: the device saw ${display.passed} people pass, the API tells of ${told}`);
    if (funnel && told === display.passed) {
        line(`display ${id}: glanced`, display.glanced, funnel.glanced);
        line(`display ${id}: attended`, display.attended, funnel.attendedAnyhow);
        line(`display ${id}: direction known`, display.knownSeconds / display.presentSeconds, funnel.directionKnownShare, 0.01);
    } else if (funnel && (funnel.glanced > display.glanced || funnel.attendedAnyhow > display.attended)) {
        faults.push(`display ${id}: the API tells of more people who looked than the device saw`);
    }
}
for (const sensor of summary.sensors ?? []) {
    // A reading or two may be on their way when the device's last word is written.
    line(`sensor ${sensor.sensor}: readings`, sensor.readings, device?.sensors.find((s) => s.sensor === sensor.sensor)?.readings ?? 0, 10);
    something(`sensor ${sensor.sensor}: readings`, sensor.readings);
}
if ((summary.sensors ?? []).length > 0) something("arousal: messages", summary.messages.arousal ?? 0);
// Contacts wait until there are three of them in a zone, so the API may have less.
for (const [id, measured] of Object.entries(summary.arousal ?? {})) {
    const shown = arousal.zones.find((z) => z.zone === id);
    const told = shown?.arousal?.contactSeconds ?? 0;
    const rest = Math.abs(told - measured.contactSeconds) < 0.5 ? "" : `   the rest waits: ${shown?.withheld ?? "fewer than three contacts"}`;
    console.log(`${`arousal ${id}: contact seconds`.padEnd(34)} ${measured.contactSeconds.toFixed(1).padStart(10)} ${told.toFixed(1).padStart(10)}${rest}`);
    if (told > measured.contactSeconds + 0.5) faults.push(`arousal ${id}: the API tells of ${told} s of contact, the device measured ${measured.contactSeconds}`);
}
const state = device?.state;
console.log(`${"device's last word".padEnd(34)} ${"stopped".padStart(10)} ${String(state).padStart(10)}`);
if (state !== "stopped") faults.push(`the device said goodbye, the API shows it as ${state}`);
if (calibrated && !layout.surfaces.some((s) => s.unit === "metre")) faults.push("the layout has no floor plan");

if (faults.length > 0) {
    console.error(`\n${faults.length} ${faults.length === 1 ? "thing is" : "things are"} wrong:`);
    for (const fault of faults) console.error(`  ${fault}`);
    process.exit(1);
}
console.log("\nEverything measured has arrived, and every number agrees.");
