using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The record of processing activities (GDPR Art. 30(1)), in English.</summary>
internal static class RecordEnglish
{
    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, "Record of processing activities", "GDPR Art. 30(1)", facts, Markup.Of($"""
        <p>One entry for the controller’s record. The exception for organisations of fewer than 250 persons (Art. 30(5)) does not cover processing that is not occasional; this one runs every day.</p>
        {Blocks.Facts(Rows(facts, w))}
        {w.Open("Is there a joint controller or a representative (Art. 30(1)(a))? Does somebody operate the cloud program or the broker for you? Then that is a processor: a contract under Art. 28 is needed, and the processor keeps a record of its own (Art. 30(2)).")}
        {w.Sign()}
        """));

    private static IEnumerable<(string Name, Markup Value)> Rows(PackFacts facts, PackWords w)
    {
        var config = facts.Config;
        yield return ("Processing", Markup.Of($"Measurement of the use of the shop {facts.StoreName} by the device {config.Device}"));
        yield return ("Controller (a)", w.Known(config.Controller is { } c ? $"{c.Name}, {c.Contact}" : null));
        yield return ("Data protection officer (a)", w.Known(config.Controller?.Dpo));
        yield return ("Purposes (b)", Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Counting visitors: {w.Known(null)}")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Facial expressions: {facts.Expression?.Purpose}")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Skin conductance: {facts.SkinConductance?.Purpose}"))));
        yield return ("Lawful basis (not required here, useful)", Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Counting: {w.Known(null)}")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Facial expressions: {Basis(facts.Expression, w)}")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Skin conductance: {Basis(facts.SkinConductance, w)}"))));
        yield return ("Categories of data subjects (c)", Markup.Of($"Visitors and passers-by, children among them; employees and suppliers where they are in view{(facts.SkinConductance is null ? "" : "; people who touch a sensor and consent")}."));
        yield return ("Categories of personal data (c)", Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Pictures of people, in the device’s memory only, until they are analysed")),
            Blocks.When(facts.Cameras, Markup.Of($"Places of people in view under a random number, in memory only, while they are in view")),
            Blocks.When(facts.Faces, Markup.Of($"Places of faces{(facts.Attention ? " and directions of heads" : "")}, in memory only")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Estimated expressions of single faces, in memory only, until they are summed (biometric data within the meaning of AI Act Art. 3(34); not processed for unique identification, so not of GDPR Art. 9(1) for that reason)")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Skin conductance, in memory only, during a touch (may be data concerning health, GDPR Art. 4(15))")),
            Markup.Of($"Figures about places and periods. A small count can point at a person to somebody who was there; where it can, it is personal data, too.")));
        yield return ("Recipients (d)", Markup.Of($"{(facts.BrokerIsRemote ? $"The server {config.Mqtt.Host}" : "A broker and a cloud program on the same machine")}; beyond that: {w.Known(null)}"));
        yield return ("Transfers to third countries (e)", Markup.Of($"The device itself makes none but to the server above; where that stands: {w.Known(null)}"));
        yield return ("Time limits for erasure (f)", Retention(facts, w));
        yield return ("Security measures (g), Art. 32(1)", Security(facts));
    }

    private static Markup Retention(PackFacts facts, PackWords w) => Blocks.List(
        Markup.Of($"Pictures, places of people, signals: seconds, in memory, overwritten; never on a disk"),
        Markup.Of($"Figures on the device: until they have been stored by the receiver, at most {facts.Config.Outbox.MaxDays} days or {facts.Config.Outbox.MaxMegabytes} MB"),
        Blocks.When(facts.Expression is not null, Markup.Of($"Figures about expressions with the receiver: {Days(facts.Expression)}")),
        Blocks.When(facts.SkinConductance is not null, Markup.Of($"Figures from skin sensors with the receiver: {Days(facts.SkinConductance)}")),
        Markup.Of($"All other figures with the receiver, as set in the cloud program’s configuration: {w.Known(null)}"));

    private static Markup Security(PackFacts facts) => Blocks.List(
        Markup.Of($"Data minimisation on the device: only figures of the profile <code>{facts.Config.Privacy}</code> leave; the receiver refuses any message with a field that its schema does not know."),
        Blocks.When(facts.Masks > 0, Markup.Of($"Masked parts of pictures: {facts.Masks}.")),
        Markup.Of($"Transport: {(facts.BrokerIsRemote ? facts.Config.Mqtt.CaFile is null ? "not encrypted by the program" : "TLS with the configured authorities" : "inside one machine")}; sign-in at the broker: {(facts.Config.Mqtt switch { { CertFile: not null } => "the device's certificate", { Username: not null } => "user name and password", _ => "none configured" })}."),
        Markup.Of($"Models are opened only when their SHA-256 is that of the catalog; models that identify people are refused."));

    private static Markup Basis(PurposeConfig? purpose, PackWords w) => Blocks.Text(purpose is null ? "" : w.Basis(purpose.LawfulBasis));

    private static Markup Days(PurposeConfig? purpose) => Markup.Of($"at most {purpose?.RetentionDays ?? 0} days, if set so in the cloud program’s configuration (the impact assessment has the lines)");
}
