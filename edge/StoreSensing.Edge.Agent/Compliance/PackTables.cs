using StoreSensing.Edge.Agent.Compliance.Cards;
using StoreSensing.Edge.Agent.Compliance.Fields;
using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Agent.Lanes;

namespace StoreSensing.Edge.Agent.Compliance;

/// <summary>The tables that several documents share: what the configuration and the model cards say, in the words of a language.</summary>
internal static class PackTables
{
    public static Markup Cameras(PackFacts facts, PackWords words) => Blocks.Table(words.CameraHead, facts.Config.Cameras.Select(c => Row(
        Markup.Of($"{c.Name}<br/><code>{c.Id}</code>"),
        Blocks.Text(words.Input(c.Input)),
        Markup.Of($"{words.Detector(c.Detector)} <code>{c.Detector}</code>"),
        Blocks.Text(LanePlans.LooksAtFaces(facts.Config, c) || EdgeConfigReader.FaceDetectors.Contains(c.Detector) ? words.Yes : words.No),
        Markup.Of($"{c.Masks.Count}"))));

    public static Markup Zones(PackFacts facts, PackWords words) => Blocks.Table(words.ZoneHead, facts.Config.Zones.Select(z => Row(
        Markup.Of($"{z.Name}<br/><code>{z.Id}</code>"), Markup.Of($"<code>{z.Surface}</code>"), Blocks.Text(string.Join(", ", ZoneUses(facts, z).Select(words.ZoneUse))))));

    public static Markup Sensors(PackFacts facts, PackWords words) => Blocks.Table(words.SensorHead, (facts.Config.SkinConductance?.Sensors ?? []).Select(s => Row(
        Markup.Of($"{s.Name}<br/><code>{s.Id}</code>"), s.Zone is { } zone ? Markup.Of($"<code>{zone}</code>") : Blocks.Text(words.Carried), Markup.Of($"<code>consent: {s.Consent}</code>"))));

    public static Markup Models(PackFacts facts, PackWords words) => facts.Models.Count == 0
        ? Markup.Of($"<p>{words.NoModel}</p>")
        : Blocks.Table(words.ModelHead, facts.Models.Select(m => Row(
            Markup.Of($"<code>{m.Entry.Name}</code>"),
            Blocks.Text(words.Task(m.Entry.Task)),
            Markup.Of($"{m.Entry.Licence.Weights}"),
            words.Known(m.Entry.Licence.Training))));

    /// <summary>What the cards say of the models' bias, and, where it is asked for, of their accuracy and of when not to use them.</summary>
    public static Markup Cards(PackFacts facts, PackWords words, bool whole) => Markup.All(
    [
        facts.Models.Any(m => m.Text is not null) ? Markup.Of($"<p class=\"quiet\">{words.CardLanguage}</p>\n") : Markup.Nothing,
        .. facts.Models.Select(m => Card(m, words, whole)),
    ]);

    public static Markup Guards(PackFacts facts, PackWords words) => Blocks.Table(words.GuardHead, facts.Kinds.Select(kind => Row(
        Markup.Of($"{words.Kind(kind)}<br/><code>{facts.Address.TopicOf(kind)}</code>"),
        Blocks.Text(string.Join("; ", Leaving.Fields(facts, kind).Select(f => f.Guard).Where(g => g.Kind is not (GuardKind.Frame or GuardKind.Waiting) && !(facts.EpsilonPerDay is not null && g.Kind is GuardKind.None)).Distinct().OrderBy(g => g.Kind).Select(words.Guard))))));

    private static IEnumerable<string> ZoneUses(PackFacts facts, ZoneConfig zone)
    {
        yield return "visits";
        if (zone.Staff)
            yield return "staff";
        if (zone.OptOut)
            yield return "opt-out";
        if (zone.Expression)
            yield return "expression";
        if (facts.Config.Queues.Any(q => q.Zone == zone.Id))
            yield return "queue";
        if (facts.Config.Displays.Any(d => d.Zone == zone.Id))
            yield return "display";
    }

    private static Markup Card(ModelCard model, PackWords words, bool whole)
    {
        if (model.Text is null)
            return words.Open(words.NoCard(model.Entry.Name, model.Path));
        return Markup.Of($"""
            <div class="card"><h3><code>{model.Entry.Name}</code> · {words.Task(model.Entry.Task)}</h3>
            {(whole ? Part(model, ModelCard.Measured, words.CardMeasured) : Markup.Nothing)}{Part(model, ModelCard.Bias, words.CardBias)}{(whole ? Part(model, ModelCard.NotFor, words.CardNotFor) : Markup.Nothing)}</div>

            """);
    }

    private static Markup Part(ModelCard model, string section, string title) => model.Section(section) is { } text
        ? Markup.Of($"<h4>{title}</h4><div lang=\"en\">{text}</div>")
        : Markup.Nothing;

    private static IReadOnlyList<Markup> Row(params IReadOnlyList<Markup> cells) => cells;
}
