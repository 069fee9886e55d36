using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Reporting;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The technical file of an emotion recognition system (AI Act Annex IV), or why none is needed, in English.</summary>
internal static class TechnicalEnglish
{
    private const string Title = "Technical file: emotion recognition";
    private const string Basis = "Regulation (EU) 2024/1689 (AI Act), Art. 6(2), 11, Annex III(1)(c), Annex IV";

    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, Title, Basis, facts, facts.Emotion ? File(facts, w) : NotNeeded(facts, w));

    private static Markup NotNeeded(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>None is needed with this configuration</h2>
        <p>Annex III(1)(c) makes AI systems intended for emotion recognition high-risk. Emotion recognition means inferring emotions or intentions of people from their biometric data (Art. 3(39)). With this configuration the program infers neither: <code>expression</code> and <code>skinConductance</code> are off.</p>
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"People are detected and counted. No expression is read, and no one is identified or sorted by bodily features (Annex III(1)(a) and (b)).")),
            Blocks.When(facts.Attention, Markup.Of($"For {string.Join(", ", facts.Config.Displays.Select(d => d.Name))} the direction of heads is estimated. That somebody looks is a movement, not an emotion; that it shows an interest or an intention must not be concluded about anybody.")))}
        {w.Open("Is anything else done with the cameras or the figures that would be high-risk under Annex III (for example decisions about employees, Annex III(4))?")}
        <p>As soon as <code>expression</code> or <code>skinConductance</code> is configured, run the command again: it then writes the technical file.</p>
        """);

    private static Markup File(PackFacts facts, PackWords w) => Markup.Of($"""
        <p>Whoever places an emotion recognition system on the market or puts it into service under their own name is its provider (Art. 3(3)) and keeps technical documentation under Art. 11 for ten years (Art. 18). The headings are those of Annex IV. What the program and its model cards can say is filled in. Emotion recognition at work or in education is forbidden (Art. 5(1)(f)) and no use of this system.</p>
        {w.Open("Who is the provider (Art. 3(3), 25) and who the deployer (Art. 3(4), 26)? From when do the obligations apply (Art. 113 and its amendments)? Does the estimation of expressions or arousal count as emotion recognition here (Art. 3(39), recital 18)? Until that is settled, treat it as such.")}
        <h2>1. General description</h2>
        {Blocks.Facts(
            ("(a) Intended purpose", Markup.All(
                facts.Expression is { } e ? Markup.Of($"<p>Shares of facial expressions per zone and time window: {e.Purpose}</p>") : Markup.Nothing,
                facts.SkinConductance is { } k ? Markup.Of($"<p>Skin-conductance arousal per zone and time window, of people who consent: {k.Purpose}</p>") : Markup.Nothing,
                Markup.Of($"<p>Not intended: employees, education, single people, scoring, hiring, security, health.</p>"))),
            ("(a) Provider, version", Markup.Of($"{w.Known(null)}; {DeviceReporter.Software}")),
            ("(b) Interaction with other systems", Blocks.Text($"MQTT broker {(facts.BrokerIsRemote ? facts.Config.Mqtt.Host : "on the same machine")}; the cloud program that stores and shows figures")),
            ("(c) Software it needs", Blocks.Text("Linux, .NET, ONNX Runtime, ffmpeg for cameras")),
            ("(d), (e) Form and hardware", Markup.Of($"Software on an edge device of the class of a Raspberry Pi; cameras: {facts.Config.Cameras.Count}, skin sensors: {facts.Config.SkinConductance?.Sensors.Count ?? 0}")),
            ("(g), (h) User interface, instructions", Markup.Of($"Dashboard of the cloud program; README and configuration reference of the program; the notice in this pack. Instructions for use under Art. 13: {w.Known(null)}")))}
        <h2>2. Elements and development</h2>
        <h3>(a) Methods, pre-trained models</h3>
        {PackTables.Models(facts, w)}
        <h3>(b), (c) Design and architecture</h3>
        {Blocks.List(
            Blocks.When(facts.Expression is not null, Markup.Of($"Picture → mask → people → faces of people in the zones {string.Join(", ", facts.ExpressionZones)} → calibrated probabilities, about once a second → mean per person → decision, or abstention → sum over people → correction for the known confusion, with a 95 % interval → anonymiser.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Electrodes → averages of 0.1 s → contact and consent → artefacts left out → level and responses → score against the same contact’s own past, or abstention → sum over contacts → anonymiser.")),
            Markup.Of($"No learning takes place on the device. Nothing is decided about a person."))}
        <h3>(d) Data</h3>
        <p>Training pictures and their terms: table above. On what the models were measured: cards below. No pictures of this shop were used.</p>
        <h3>(e) Human oversight (Art. 14)</h3>
        {w.Open("Who reads the figures, knows their limits, may disregard them and switch the system off (Art. 14, 26(2))? Switching off: take the sections out of the configuration, or stop the program.")}
        <h3>(f) Predetermined changes</h3><p>None. A change of model, configuration or program is a new version.</p>
        <h3>(g) Validation and testing</h3>
        {PackTables.Cards(facts, w, whole: true)}
        {(facts.SkinConductance is not null ? Markup.Of($"<p>Skin conductance: method and measured quality stand in the program’s documentation (Physiology). No neural network is used.</p>") : Markup.Nothing)}
        {w.Open("Test reports, dated and signed, from the shop itself (Annex IV(2)(g)): how good are the figures here?")}
        <h3>(h) Cybersecurity (Art. 15)</h3>
        <p>Models are opened only with the SHA-256 of the catalog. {(facts.BrokerIsRemote ? facts.Config.Mqtt.CaFile is null ? "The way to the broker is not encrypted by the program." : "The way to the broker is encrypted by TLS." : "The broker is on the same machine.")} The receiver refuses unknown fields.</p>
        <h2>3. Monitoring, functioning, control</h2>
        {Blocks.List(
            Blocks.When(facts.Expression is not null, Markup.Of($"Capabilities and limits: the cards above. An expression is not a feeling. Only shares of at least {facts.Rules.Expression.Least} people are told, with their interval; abstentions are counted.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Arousal is a change within one touch: delight, effort, fright and stress look alike. Told of at least {facts.Rules.Arousal.Least} contact sessions.")),
            Markup.Of($"Accuracy for groups of people (age, sex, skin colour, glasses, head coverings): where the cards say that it was not measured, it is unknown; don’t compare groups."),
            Markup.Of($"Logs (Art. 12, 19): the program logs starts, faults, consent and configuration, never figures of single people."))}
        <h2>4. Appropriateness of the performance metrics</h2>
        <p>{(facts.Expression is not null ? "Balanced accuracy over four classes weighs rare expressions like common ones; the calibration error says whether probabilities can be averaged; the coverage of the interval says whether shares of crowds, which are all that is told, are honest." : "Agreement with reference recordings says whether level and responses are right; the interval over people says how sure a mean is.")}</p>
        <h2>5. Risk management system (Art. 9)</h2>
        <p>Known risks: section 3 of the impact assessment in this pack.</p>
        {w.Open("The risk management system itself: who runs it, how risks are found, rated, treated and reviewed over the system’s life?")}
        <h2>6. Changes through the lifecycle</h2>
        <p>CHANGELOG of the program; this file’s fingerprint of the configuration.</p>
        <h2>7. Harmonised standards</h2>
        {w.Open("Which harmonised standards (Art. 40) or common specifications (Art. 41) are applied? Where none are, describe how Chapter III Section 2 is met; conformity assessment under Art. 43(1) then needs a notified body (Annex VII).")}
        <h2>8. EU declaration of conformity</h2>
        {w.Open("Copy of the declaration (Art. 47, Annex V), CE marking (Art. 48), registration in the EU database (Art. 49, 71).")}
        <h2>9. Post-market monitoring (Art. 72)</h2>
        {w.Open("The post-market monitoring plan (Art. 72(3)): which figures of quality are watched, how complaints and serious incidents (Art. 73) are handled.")}
        {w.Sign()}
        """);
}
