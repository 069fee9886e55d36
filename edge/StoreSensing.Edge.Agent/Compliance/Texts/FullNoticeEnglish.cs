using System.Globalization;
using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The full text behind the notice to hang (second layer, GDPR Art. 13), in English.</summary>
internal static class FullNoticeEnglish
{
    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, "Privacy notice: how this shop measures the use of its space", "GDPR Art. 13 · AI Act Art. 50(3)", facts, Markup.Of($"""
        <h2>1. Who is responsible</h2>
        {Blocks.Facts(("Controller", w.Known(facts.Config.Controller?.Name)), ("Contact", w.Known(facts.Config.Controller?.Contact)), ("Data protection officer", facts.Config.Controller?.Dpo is { } dpo ? Blocks.Text(dpo) : w.Known(null)))}
        <h2>2. What is measured, and why</h2>
        {Measured(facts)}
        {w.Open("For what does the shop use the counts (for example staffing, layout, safety)? Name the purposes (Art. 13(1)(c)), and, where they rest on legitimate interests, those interests (Art. 13(1)(d)).")}
        <h2>3. What happens to pictures and signals</h2>
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Pictures are analysed on a device in the shop, in its memory, and overwritten. They are never stored, sent or shown to anybody. Sound is not read.")),
            Blocks.When(facts.Masks > 0, Markup.Of($"Parts of the pictures that need not be seen are blackened before anything looks at them.")),
            Blocks.When(facts.Cameras, Markup.Of($"While you are in view, your place is followed under a random number that is forgotten when you leave the view. It is not linked to a name, a card, a telephone or an earlier visit.")),
            Blocks.When(facts.Cameras, Markup.Of($"There is no face recognition: no features are computed by which anybody could be identified.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"The signal of a skin sensor stays in the device’s memory and is overwritten. If you take your consent back, what was not told yet is deleted.")),
            Markup.Of($"What leaves the device are figures about places and periods of {facts.Config.WindowSeconds} seconds or longer."))}
        {Markup.All(Emotion(facts, w))}
        <h2>{(facts.Emotion ? 5 : 4)}. On what legal ground</h2>
        {Grounds(facts, w)}
        <h2>{(facts.Emotion ? 6 : 5)}. Who receives the figures, and how long they are kept</h2>
        {Blocks.List(
            Markup.Of($"On the device, figures wait for at most {facts.Config.Outbox.MaxDays} days until they have been sent."),
            Markup.Of($"They are sent to {(facts.BrokerIsRemote ? $"the server {facts.Config.Mqtt.Host}" : "a program on the same machine")} and stored there for the controller."),
            Blocks.When(facts.Expression is not null, Markup.Of($"The controller keeps figures about expressions for at most {facts.Expression?.RetentionDays ?? 0} days.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"The controller keeps figures from skin sensors for at most {facts.SkinConductance?.RetentionDays ?? 0} days.")))}
        {(facts.Emotion ? w.Open("The number of days is not enforced by the device: the controller must set the same in the cloud program’s configuration (retention; the lines stand in section 1 of the impact assessment). Is it set?") : Markup.Nothing)}
        {w.Open("Who else receives or can see the figures (Art. 13(1)(e))? Do they leave the European Economic Area, and under which safeguard (Art. 13(1)(f))? How long does the cloud program keep the counts (Art. 13(2)(a))?")}
        <h2>{(facts.Emotion ? 7 : 6)}. Your rights</h2>
        {Blocks.List(
            Markup.Of($"You may ask for access, rectification, erasure, restriction and portability, and you may object (GDPR Art. 15–18, 20 and 21). Since nothing that is kept can be linked to you, the controller can normally not find you in the figures (Art. 11); you may give further information that makes it possible."),
            Blocks.When(facts.OptOutZones.Count > 0, Markup.Of($"You can object on the spot: step through {string.Join(", ", facts.OptOutZones)}, and neither your expression nor your attention is evaluated. {ExclusionsEnglish.Reach(facts)} If it has lost you, step through again.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Consent to skin sensors can be taken back at any time, as easily as it was given (Art. 7(3)): let go of the sensor, or press its button for long where it has one. What was done before stays lawful.")),
            Markup.Of($"You may complain to a supervisory authority (Art. 77); in Italy: Garante per la protezione dei dati personali, www.garanteprivacy.it."),
            Markup.Of($"No decision about you is made by a machine (Art. 22), and you need not give anything to enter the shop."))}
        <p class="quiet">Italian law beside the GDPR: legislative decree 196/2003 (Codice in materia di protezione dei dati personali); for employees, Art. 4 of law 300/1970.</p>
        """));

    private static Markup Measured(PackFacts facts) => Markup.Of($"""
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"How many people pass, cross lines and are in a part of the shop{(!facts.TellsDwell ? "" : facts.Config.Profile.IsStrict ? ", and how long they stay; durations only as distributions over several people" : ", how long they stay, and which ways they take; durations and ways only as sums over several people")}.")),
            Blocks.When(facts.Config.Queues.Count > 0, Markup.Of($"How long queues are and how long people wait.")),
            Blocks.When(facts.Attention, Markup.Of($"Whether and for how long heads are turned to: {string.Join(", ", facts.Config.Displays.Select(d => d.Name))}.")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Facial expressions in: {string.Join(", ", facts.ExpressionZones)}. Purpose: {facts.Expression?.Purpose}.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Skin conductance of people who touch a sensor and consent. Purpose: {facts.SkinConductance?.Purpose}.")))}
        """);

    private static IEnumerable<Markup> Emotion(PackFacts facts, PackWords w)
    {
        if (!facts.Emotion)
            yield break;
        yield return Markup.Of($"""
            <h2>4. Emotion recognition (AI Act Art. 50(3))</h2>
            <p>You are informed that a system that may count as an emotion recognition system within the meaning of Art. 3(39) of Regulation (EU) 2024/1689 is in operation. It must not be used on employees at work: the regulation forbids it (Art. 5(1)(f)).</p>
            {Employees(facts, w)}
            """);
        if (facts.Expression is { } expression)
            yield return Markup.Of($"""
                <p>A program looks at faces in the zones named above{(facts.Sampling is { } s ? $", in {s.ForMinutes} of every {s.EveryMinutes} minutes" : "")} and estimates whether they look positive, neutral, negative or surprised, or abstains. It is often wrong about one face; figures are told only {w.Guard(facts.Rules.Expression)}. An expression is not a feeling: it says how a face looks for a moment. A notice hangs since {Day(expression.NoticeSince)}: {expression.NoticePlace}.</p>
                """);
        if (facts.SkinConductance is { } skin)
            yield return Markup.Of($"""
                <p>A sensor measures how well the skin conducts, which rises with sweat, and compares it with the same touch’s own past. It says how activated somebody was, not why, and it is no medical device. Figures are told only {w.Guard(facts.Rules.Arousal)}. A notice is given since {Day(skin.NoticeSince)}: {skin.NoticePlace}.</p>
                """);
    }

    // Only what the configuration ensures; the rest is the controller's to ensure and to say.
    private static Markup Employees(PackFacts facts, PackWords w) => Markup.All(
    [
        facts.Expression is null || (facts.StaffZones.Count == 0 && !facts.StaffHours) ? Markup.Nothing : Blocks.List(
            ExclusionsEnglish.StaffZones(facts) is { } zones ? Blocks.Text(zones) : null, ExclusionsEnglish.Hours(facts) is { } hours ? Blocks.Text(hours) : null),
        .. ((string?[])[ExclusionsEnglish.Employees(facts), ExclusionsEnglish.EmployeesAtSensors(facts)]).OfType<string>().Select(open => w.Open($"{open} How is that ruled out here? Answer as in section 2.3 of the impact assessment; until then this notice can’t say that employees are not evaluated.")),
    ]);

    private static Markup Grounds(PackFacts facts, PackWords w) => Markup.Of($"""
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Counting: {w.Known(null)} (GDPR Art. 6(1)).")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Facial expressions: {Basis(facts.Expression, w)}.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Skin conductance: {Basis(facts.SkinConductance, w)}. Where the signal is taken for data concerning health, explicit consent is needed (Art. 9(2)(a)).")))}
        """);

    private static Markup Basis(PurposeConfig? purpose, PackWords w) => Blocks.Text(purpose is null ? "" : w.Basis(purpose.LawfulBasis));

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
