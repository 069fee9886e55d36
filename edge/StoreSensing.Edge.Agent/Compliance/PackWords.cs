using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Compliance.Fields;
using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>The words that several documents share, in one language.</summary>
internal abstract class PackWords
{
    public abstract string Code { get; }

    public abstract string DraftTitle { get; }

    public abstract string DraftText { get; }

    public abstract string OpenLabel { get; }

    public abstract string NotNamed { get; }

    public abstract string Yes { get; }

    public abstract string No { get; }

    public abstract string Date { get; }

    public abstract string Signature { get; }

    /// <summary>What the documents were made from; the same whenever they are made, so that a change of the text means a change of the configuration or the program.</summary>
    public abstract string MadeBy(PackFacts facts);

    /// <summary>What a kind of message tells.</summary>
    public abstract string Kind(MessageKind kind);

    /// <summary>What guards a field.</summary>
    public abstract string Guard(FieldGuard guard);

    /// <summary>The privacy budget in a sentence or two; empty without noise.</summary>
    public abstract string Budget(PackFacts facts);

    /// <summary>Where a camera's pictures come from. Never the address: it may hold a password.</summary>
    public abstract string Input(string input);

    public abstract string Detector(string detector);

    public abstract string Task(string task);

    /// <summary>A ground of GDPR Art. 6(1) with its letter.</summary>
    public abstract string Basis(string basis);

    public abstract string Profile(string profile);

    public abstract IReadOnlyList<string> CameraHead { get; }

    public abstract IReadOnlyList<string> ZoneHead { get; }

    public abstract IReadOnlyList<string> SensorHead { get; }

    public abstract IReadOnlyList<string> ModelHead { get; }

    public abstract IReadOnlyList<string> GuardHead { get; }

    public abstract IReadOnlyList<string> FieldHead { get; }

    public abstract string Carried { get; }

    public abstract string ZoneUse(string use);

    public abstract string NoModel { get; }

    /// <summary>The box in place of a card that isn't there.</summary>
    public abstract string NoCard(string model, string? path);

    public abstract string CardLanguage { get; }

    public abstract string CardBias { get; }

    public abstract string CardMeasured { get; }

    public abstract string CardNotFor { get; }

    /// <summary>A question that only the controller can answer.</summary>
    public Markup Open(string question) => Markup.Of($"<p class=\"open\"><b>{OpenLabel}</b> {question}</p>\n");

    /// <summary>The value, or the mark of a question that only the controller can answer.</summary>
    public Markup Known(string? value) => value is { Length: > 0 } ? Markup.Of($"{value}") : Markup.Of($"<span class=\"open-mark\">{NotNamed}</span>");

    public Markup Sign() => Markup.Of($"<div class=\"sign\"><div>{Date}</div><div>{Signature}</div></div>\n");
}
