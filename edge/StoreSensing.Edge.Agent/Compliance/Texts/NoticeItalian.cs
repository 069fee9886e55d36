using StoreSensing.Edge.Agent.Compliance.Html;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The notice to hang, in Italian.</summary>
internal static class NoticeItalian
{
    public static string Page(PackFacts facts, PackWords words) => NoticeSheet.Page(facts, words, new NoticeWords
    {
        Title = facts switch
        {
            { Expression: not null } => "Qui è in uso il riconoscimento delle emozioni con intelligenza artificiale",
            { Cameras: false } => "Qui sono in uso sensori per la pelle",
            _ => "Qui le persone vengono contate in modo automatico",
        },
        Lead = facts switch
        {
            { Cameras: true, SkinConductance: not null } => "Telecamere e sensori per la pelle producono statistiche sui luoghi.",
            { Cameras: true } => "Le telecamere producono statistiche sui luoghi.",
            _ => "Producono statistiche sui luoghi, solo con il vostro consenso.",
        },
        Measures = Measures(facts),
        Emotion = [.. Emotion(facts)],
        EmotionLaw = "Informazione ai sensi dell’art. 50, par. 3, del regolamento (UE) 2024/1689 (regolamento sull’intelligenza artificiale) e dell’art. 13 del regolamento (UE) 2016/679 (GDPR).",
        Never = facts.Cameras
            ? ["Nessuna immagine registrata", "Nessuno viene identificato", "Nessun suono registrato", "Nessuno viene riconosciuto se torna"]
            : ["Nessun segnale registrato", "Nessuno viene identificato"],
        OptOut = facts.OptOutZones.Count == 0 ? null : $"Non volete che si valuti il vostro volto? Passate da: {string.Join(", ", facts.OptOutZones)}. {ExclusionsItalian.Reach(facts)}",
        Controller = "Titolare del trattamento:",
        Officer = "Responsabile della protezione dei dati:",
        Rights = "Avete diritto di accesso, di opposizione e gli altri diritti degli artt. 15–22 GDPR, e di reclamo al Garante per la protezione dei dati personali (art. 77).",
        FullText = "Informativa completa",
        HandedOut = "L’informativa completa si chiede al personale: viene consegnata in negozio.",
    });

    private static string Measures(PackFacts facts) => !facts.Cameras ? "Chi tocca un sensore e acconsente viene misurato finché dura il contatto." : string.Concat(
        !facts.TellsDwell ? "Quante persone passano e quali parti sono frequentate." : "Quante persone passano, dove si fermano e per quanto.",
        facts.Attention ? " Anche se le teste sono rivolte a un’esposizione." : "",
        " Dal dispositivo escono solo cifre su luoghi e periodi interi.");

    private static IEnumerable<Markup> Emotion(PackFacts facts)
    {
        if (facts.Expression is { } expression)
            yield return Markup.Of($"<b>È in funzione un sistema di riconoscimento delle emozioni.</b> Un programma stima l’espressione del volto di chi si trova in: {string.Join(", ", facts.ExpressionZones)}. Finalità: {expression.Purpose}.");
        if (facts.SkinConductance is { } skin)
            yield return Markup.Of($"<b>Un sensore per la pelle stima quanto si è tesi.</b> Solo se lo si tocca e si acconsente; lasciandolo, finisce. Finalità: {skin.Purpose}.");
    }
}
