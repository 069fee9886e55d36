using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The notice to hang, in English.</summary>
internal static class NoticeEnglish
{
    public static string Page(PackFacts facts, PackWords words) => NoticeSheet.Page(facts, words, new NoticeWords
    {
        Title = facts switch
        {
            { Expression: not null } => "Emotion recognition by artificial intelligence is in use here",
            { Cameras: false } => "Skin sensors are in use here",
            _ => "People are counted automatically here",
        },
        Lead = facts switch
        {
            { Cameras: true, SkinConductance: not null } => "Cameras and skin sensors produce statistics about places.",
            { Cameras: true } => "Cameras produce statistics about places.",
            _ => "They produce statistics about places, only with your consent.",
        },
        Measures = Measures(facts),
        Emotion = [.. Emotion(facts)],
        EmotionLaw = "Information under Art. 50(3) of Regulation (EU) 2024/1689 (AI Act) and Art. 13 of Regulation (EU) 2016/679 (GDPR).",
        Never = facts.Cameras
            ? ["No pictures are recorded", "Nobody is identified", "No sound is recorded", "Nobody is recognised on a return"]
            : ["No signal is recorded", "Nobody is identified"],
        OptOut = facts.OptOutZones.Count == 0 ? null : $"You don’t want your face to be evaluated? Step through: {string.Join(", ", facts.OptOutZones)}. {ExclusionsEnglish.Reach(facts)}",
        Controller = "Controller:",
        Officer = "Data protection officer:",
        Rights = "You may ask for access, object, and use your other rights (GDPR Art. 15–22), and complain to the data protection authority (Art. 77).",
        FullText = "Full notice",
        HandedOut = "Ask the staff for the full notice: it is handed out in the shop.",
    });

    private static string Measures(PackFacts facts) => !facts.Cameras ? "Who touches a sensor and consents is measured for as long as the touch lasts." : string.Concat(
        !facts.TellsDwell ? "How many people pass, and which parts are visited." : "How many people pass, where they stop and for how long.",
        facts.Attention ? " Also whether heads are turned to a display." : "",
        " Only figures for whole places and times leave the device.");

    private static IEnumerable<Markup> Emotion(PackFacts facts)
    {
        if (facts.Expression is { } expression)
            yield return Markup.Of($"<b>An emotion recognition system is in operation.</b> A program estimates the facial expressions of people in: {string.Join(", ", facts.ExpressionZones)}. Purpose: {expression.Purpose}.");
        if (facts.SkinConductance is { } skin)
            yield return Markup.Of($"<b>A skin sensor estimates how tense people are.</b> Only if you touch it and consent; let go, and it ends. Purpose: {skin.Purpose}.");
    }
}
