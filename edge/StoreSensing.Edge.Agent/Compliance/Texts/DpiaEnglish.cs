using System.Globalization;
using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The data protection impact assessment (GDPR Art. 35(7)), in English.</summary>
internal static class DpiaEnglish
{
    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, "Data protection impact assessment", "GDPR Art. 35(7)", facts, Markup.All(
        Opening(facts, w), Description(facts, w), Necessity(facts, w), Risks(facts, w), Measures(facts), Decision(facts, w)));

    private static Markup Opening(PackFacts facts, PackWords w) => Markup.Of($"""
        {Blocks.Facts(
            ("Controller", w.Known(facts.Config.Controller is { } c ? $"{c.Name}, {c.Contact}" : null)),
            ("Data protection officer", w.Known(facts.Config.Controller?.Dpo)),
            ("Shop and device", Markup.Of($"{facts.StoreName} · {facts.Config.Device}")),
            ("Privacy profile", Blocks.Text(w.Profile(facts.Config.Privacy))),
            ("Pictures", Blocks.Text(facts.Config.Provenance is { } provenance ? $"not of a real shop: {provenance}" : "of the shop")))}
        <p>An assessment is required where processing is likely to result in a high risk (Art. 35(1)), in particular for systematic monitoring of a publicly accessible area on a large scale (Art. 35(3)(c)) and where a supervisory authority’s list says so (Art. 35(4); in Italy: Garante, decision no. 467 of 11 October 2018).{(facts.Emotion ? " Where expressions or skin conductance are evaluated, make it in any case." : "")}</p>
        {w.Open("Is the assessment required here, or made voluntarily? Name the criteria that hold (scale, innovative technology, vulnerable people such as children and employees).")}
        """);

    private static Markup Description(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>1. Systematic description (Art. 35(7)(a))</h2>
        <h3>What is done</h3>
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Pictures of the cameras below come into the memory of a device in the shop. Masked parts are blackened first. A program finds people, follows each under a random number while in view, and counts visits, crossings and seconds per place. Pictures are overwritten; none is written to a disk or sent.")),
            Blocks.When(facts.Attention, Markup.Of($"Of people who pass the displays {string.Join(", ", facts.Config.Displays.Select(d => d.Name))}, faces are found and the direction of heads is estimated: who looks, for how long, and when interest ends.")),
            Blocks.When(facts.Expression is not null, Markup.Of($"In the zones {string.Join(", ", facts.ExpressionZones)}{(facts.Sampling is { } s ? $", in {s.ForMinutes} of every {s.EveryMinutes} minutes," : "")} faces are evaluated about once a second as positive, neutral, negative or surprised, averaged over a person and summed over people.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Of people who touch a sensor and consent, skin conductance is evaluated during the touch: level, responses, and activation compared with the same touch’s own past.")),
            Markup.Of($"At the end of each window of {facts.Config.WindowSeconds} seconds one function of the program, the anonymiser, makes messages of the sums. Nothing else can be sent. The list of fields (document “fields”) is part of this assessment."))}
        {(facts.Cameras ? Markup.Of($"<h3>Cameras</h3>{PackTables.Cameras(facts, w)}") : Markup.Nothing)}
        {(facts.Config.Zones.Count > 0 ? Markup.Of($"<h3>Zones</h3>{PackTables.Zones(facts, w)}") : Markup.Nothing)}
        {(facts.SkinConductance is not null ? Markup.Of($"<h3>Skin sensors</h3>{PackTables.Sensors(facts, w)}") : Markup.Nothing)}
        <h3>Models</h3>
        {PackTables.Models(facts, w)}
        {PackTables.Cards(facts, w, whole: false)}
        <h3>People, purposes, lawful basis, retention</h3>
        {Blocks.Facts(Purposes(facts, w))}
        {(facts.Emotion ? Retention(facts, w) : Markup.Nothing)}
        {w.Open("For what purposes are visitors counted, and which legitimate interests are pursued (Art. 35(7)(a))? How many people a day are in view? Are schools, surgeries or places of worship next door? Who sees the figures?")}
        """);

    private static IEnumerable<(string Name, Markup Value)> Purposes(PackFacts facts, PackWords w)
    {
        yield return ("People concerned", Markup.Of($"Visitors and passers-by, children among them; employees where they are in view"));
        if (facts.Cameras)
            yield return ("Counting", Markup.Of($"Purpose: {w.Known(null)}<br/>Lawful basis: {w.Known(null)}<br/>Kept by the receiver for: {w.Known(null)}"));
        if (facts.Expression is { } expression)
            yield return ("Facial expressions", Purpose(expression, w));
        if (facts.SkinConductance is { } skin)
            yield return ("Skin conductance", Purpose(skin, w));
        yield return ("On the device", Markup.Of($"Pictures and signals: seconds, in memory. Figures: until sent, at most {facts.Config.Outbox.MaxDays} days"));
        yield return ("Recipient", Blocks.Text(facts.BrokerIsRemote ? $"the server {facts.Config.Mqtt.Host}" : "broker and cloud program on the same machine"));
    }

    private static Markup Purpose(PurposeConfig p, PackWords w) => Markup.Of($"""
        Purpose: {p.Purpose}<br/>Lawful basis: {w.Basis(p.LawfulBasis)}<br/>Notice: {p.NoticePlace}, since {p.NoticeSince.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}<br/>Kept by the receiver for: at most {p.RetentionDays} days, if set there as below
        """);

    private static Markup Retention(PackFacts facts, PackWords w) => Markup.Of($"""
        <p>How long figures are kept is not decided on this device, but where they are stored: what people are told here holds only if these lines stand in the cloud program’s configuration. Without them it keeps figures of these kinds for 90 days, or for <code>store.retentionDays</code> where that is less.</p>
        {Blocks.Lines(facts.CloudRetention)}
        {w.Open("Do these lines stand there? Where several shops send to one cloud program, the smallest number any of them tells its visitors must stand there.")}
        """);

    private static Markup Necessity(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>2. Necessity and proportionality (Art. 35(7)(b))</h2>
        <h3>2.1 Data minimisation (Art. 5(1)(c), Art. 25)</h3>
        <p>What leaves, and how many people must be in a figure before it is told, under the profile {w.Profile(facts.Config.Privacy)}:</p>
        {PackTables.Guards(facts, w)}
        {(facts.EpsilonPerDay is null ? Markup.Nothing : Markup.Of($"<p>{w.Budget(facts)}</p>"))}
        {w.Open("Could the purposes be reached with less: a light barrier, counting by hand, fewer cameras or zones, the profile traffic or strict? Why not?")}
        <h3>2.2 Lawfulness (Art. 6 and 9)</h3>
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Pictures of people are personal data for the moments in which they are in memory (Art. 4(1) and (2)). If the ground is legitimate interests (Art. 6(1)(f)), the interests must be weighed against those of the visitors, children above all.")),
            Blocks.When(facts.Cameras, Markup.Of($"No biometric data are processed for uniquely identifying anybody (Art. 9(1)): no features of faces are computed that could.")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Expressions are inferences about how somebody looks. Whether they reveal more (for instance a state of health, Art. 9(1)) in this shop must be judged.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Skin conductance is a physiological signal and may be data concerning health (Art. 4(15)): then only explicit consent (Art. 9(2)(a)) carries it, with the safeguards of Art. 2-septies of legislative decree 196/2003 in Italy. The program evaluates nothing before consent, asks for each touch anew, and deletes what was not told yet when consent is taken back.")),
            Blocks.When(facts.Emotion, Markup.Of($"AI Act, Regulation (EU) 2024/1689: inferring emotions of people at work or in education is forbidden (Art. 5(1)(f)); elsewhere emotion recognition is high-risk (Annex III(1)(c); see the technical file), and people exposed must be informed (Art. 50(3))."))
        )}
        {(facts.Cameras ? w.Open("Balance of interests (Art. 6(1)(f)) or another ground: state it, and why visitors may expect this measurement.") : Markup.Nothing)}
        <h3>2.3 Employees</h3>
        <p>Employees are in view where they work. In Italy cameras and other means by which work could be watched from afar need an agreement with the union representatives or a permit of the Ispettorato del lavoro (Art. 4 of law 300/1970; Art. 114 of legislative decree 196/2003; breaches: Art. 171). The figures must not be used to watch or judge employees.</p>
        {Blocks.List(
            ExclusionsEnglish.StaffZones(facts) is { } zones ? Blocks.Text(zones) : null,
            ExclusionsEnglish.Hours(facts) is { } hours ? Blocks.Text(hours) : null,
            ExclusionsEnglish.Employees(facts) is { } employees ? Markup.Of($"<span class=\"open-mark\">{employees}</span>") : null,
            ExclusionsEnglish.EmployeesAtSensors(facts) is { } sensors ? Markup.Of($"<span class=\"open-mark\">{sensors}</span>") : null)}
        {w.Open("Is there an agreement or a permit under Art. 4 of law 300/1970? Of what date? How were employees informed (Art. 4(3) of the same law, GDPR Art. 13)? Where do employees stand while the cameras look?")}
        <h3>2.4 Information, rights, accuracy</h3>
        {Blocks.List(
            Markup.Of($"Information: a notice to hang and a full notice are part of this pack (Art. 12 and 13)."),
            Markup.Of($"Rights: what is kept can’t be linked to a person by the controller (Art. 11); requests are answered so, and an objection (Art. 21) is met {(facts.OptOutZones.Count > 0 ? $"by the opt-out zones {string.Join(", ", facts.OptOutZones)}, each camera for itself (measure h)" : "by ways around the cameras, where there are any")}."),
            Markup.Of($"Accuracy (Art. 5(1)(d)): counts err, and models err unevenly; what is known stands in the model cards above. Figures describe places and must not be taken for facts about a person."))}
        {w.Open("Can one enter the shop without being in view? Who answers requests, and within what time?")}
        """);

    private static Markup Risks(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>3. Risks to rights and freedoms (Art. 35(7)(c))</h2>
        <p>The risks follow from what is configured. How likely and how severe they are in this shop, the controller must say: nobody else can.</p>
        {Blocks.Table(["Risk", "How it could come about", "Measures (section 4)", "Likelihood", "Severity"], RiskRows(facts).Select(r => (IReadOnlyList<Markup>)
            [Markup.Of($"<b>{r.Risk}</b>"), Blocks.Text(r.How), Blocks.Text(r.Measures), Blocks.Blank, Blocks.Blank]))}
        {w.Open("Which further risks does this shop have? Fill in the last two columns (for example low, medium, high) and say why.")}
        """);

    private static IEnumerable<(string Risk, string How, string Measures)> RiskRows(PackFacts facts)
    {
        if (facts.Cameras)
        {
            yield return ("Pictures of people come into other hands", "Somebody takes over the device or the way from the camera to it", "a, b, g");
            yield return ("One person is singled out from figures", facts.Config.Profile.IsStrict ? "Somebody knows of all others in a figure, and so learns about the last one"
                : !facts.TellsDwell ? "A count of one in a quiet hour tells somebody who was there when that person came"
                : "A count of one in a quiet hour, or the difference of two figures, tells somebody who was there something about that person", "c, d, e");
            yield return ("Employees are watched", "Figures of zones where the same few people work are read as their performance", "d, h; section 2.3");
            yield return ("People feel watched and stay away or behave differently", "Cameras, and not knowing what they do", "f");
        }
        if (facts.Attention)
            yield return ("What somebody is interested in becomes known", "Few people before a display, and a witness", "c, d");
        if (facts.Expression is not null)
        {
            yield return ("A wrong or uneven judgement of expressions", "Models err, more about some groups than others (see the cards); decisions about places follow them", "c, i");
            yield return ("Expressions of employees are inferred", "An employee stands in a zone with expression (AI Act Art. 5(1)(f))", "h; section 2.3");
            yield return ("Feelings are ascribed to people", "Figures of expressions are read as feelings or intentions", "c, i");
        }
        if (facts.SkinConductance is not null)
        {
            yield return ("Somebody’s stress or state of health becomes known", "Few people touch a sensor, and a witness", "c, j");
            yield return ("Consent that is not free or not informed", "The sensor is on something that is needed for shopping; the notice is not read", "f, j");
        }
        yield return ("Figures are used for other purposes", "They are kept for long and can be seen by many", "e, g");
    }

    private static Markup Measures(PackFacts facts) => Markup.Of($"""
        <h2>4. Measures (Art. 35(7)(d))</h2>
        <p>What the program enforces with this configuration:</p>
        <ol type="a">
        <li>Pictures and signals stay in pooled memory, are cleared when they are given back, and are never written to a disk.</li>
        <li>{(facts.Masks > 0 ? $"Parts of pictures that are blackened before anything looks at them: {facts.Masks}." : "No part of a picture is masked. What need not be seen (a till, a workplace, the pavement) can be (cameras[].masks).")}</li>
        <li>Figures about few people are withheld as section 2.1 says, and marked as withheld.</li>
        <li>No identification: no features that could tell one person from another are computed; numbers of tracks are random and end with the view.</li>
        <li>What leaves is a closed list of fields; the receiver refuses anything else. Figures that could not be sent are dropped after {facts.Config.Outbox.MaxDays} days.</li>
        <li>{(facts.Emotion ? "The program does not start evaluating expressions or skin conductance without a purpose and a notice in its configuration; the notices are part of this pack." : "A notice to hang and a full notice are part of this pack. Expression and skin conductance are off.")}</li>
        <li>{(facts.BrokerIsRemote ? facts.Config.Mqtt.CaFile is null ? "The way to the server is not encrypted by the program: mqtt.caFile switches TLS on." : "The way to the server is encrypted by TLS." : "Broker and cloud program run on the same machine.")}</li>
        <li>{ExclusionsEnglish.Measure(facts)}</li>
        {(facts.Expression is not null ? Markup.Of($"<li>Expressions abstain when unsure, are told with an interval that holds the models’ known errors, and never of fewer than {facts.Rules.Expression.Least} people{(facts.Sampling is { } s ? $", in {s.ForMinutes} of every {s.EveryMinutes} minutes" : "")}.</li>") : Markup.Of($"<li>Expressions are not evaluated.</li>"))}
        {(facts.SkinConductance is not null ? Markup.Of($"<li>Skin conductance is evaluated only with consent, for each touch anew, and told of at least {facts.Rules.Arousal.Least} contact sessions.</li>") : Markup.Nothing)}
        </ol>
        """);

    private static Markup Decision(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>5. Consultation and decision</h2>
        {w.Open("Advice of the data protection officer, where there is one (Art. 35(2)); views of data subjects or their representatives, where appropriate (Art. 35(9)).")}
        {w.Open("Which measures are added (who may see the figures, how long they are kept, training, review)? Which risk remains? If it is high, the supervisory authority must be consulted before the start (Art. 36(1)).")}
        {w.Open("When is this assessment reviewed? At the latest when the risk changes (Art. 35(11)): a new camera, zone, model or profile changes the fingerprint below.")}
        {(facts.WithoutCard.Count > 0 ? w.Open($"Without a model card, and so without figures of accuracy and bias: {string.Join(", ", facts.WithoutCard.Select(m => m.Entry.Name))}.") : Markup.Nothing)}
        {w.Sign()}
        """);
}
