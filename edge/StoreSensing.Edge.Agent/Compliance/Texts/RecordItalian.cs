using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The record of processing activities (GDPR Art. 30(1)), in Italian.</summary>
internal static class RecordItalian
{
    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, "Registro delle attività di trattamento", "GDPR art. 30, par. 1", facts, Markup.Of($"""
        <p>Una voce per il registro del titolare. L’eccezione per le organizzazioni con meno di 250 dipendenti (art. 30, par. 5) non vale per un trattamento non occasionale; questo avviene ogni giorno.</p>
        {Blocks.Facts(Rows(facts, w))}
        {w.Open("C’è un contitolare o un rappresentante (art. 30, par. 1, lett. a)? Qualcuno gestisce per voi il programma cloud o il broker? Allora è un responsabile del trattamento: occorre un contratto ai sensi dell’art. 28, e il responsabile tiene un registro proprio (art. 30, par. 2).")}
        {w.Sign()}
        """));

    private static IEnumerable<(string Name, Markup Value)> Rows(PackFacts facts, PackWords w)
    {
        var config = facts.Config;
        yield return ("Trattamento", Markup.Of($"Misura dell’uso degli spazi del negozio {facts.StoreName} con il dispositivo {config.Device}"));
        yield return ("Titolare (a)", w.Known(config.Controller is { } c ? $"{c.Name}, {c.Contact}" : null));
        yield return ("Responsabile della protezione dei dati (a)", w.Known(config.Controller?.Dpo));
        yield return ("Finalità (b)", Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Conteggio dei visitatori: {w.Known(null)}")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Espressioni del volto: {facts.Expression?.Purpose}")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Conduttanza cutanea: {facts.SkinConductance?.Purpose}"))));
        yield return ("Base giuridica (qui non richiesta, utile)", Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Conteggi: {w.Known(null)}")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Espressioni del volto: {Basis(facts.Expression, w)}")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Conduttanza cutanea: {Basis(facts.SkinConductance, w)}"))));
        yield return ("Categorie di interessati (c)", Markup.Of($"Visitatori e passanti, anche minori; lavoratori e fornitori se sono in vista{(facts.SkinConductance is null ? "" : "; chi tocca un sensore e acconsente")}."));
        yield return ("Categorie di dati personali (c)", Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Immagini di persone, solo nella memoria del dispositivo, fino all’analisi")),
            Blocks.When(facts.Cameras, Markup.Of($"Posizioni delle persone in vista sotto un numero casuale, solo in memoria, finché sono in vista")),
            Blocks.When(facts.Faces, Markup.Of($"Posizioni di volti{(facts.Attention ? " e direzioni di teste" : "")}, solo in memoria")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Espressioni stimate di singoli volti, solo in memoria, finché non sono sommate (dati biometrici ai sensi dell’art. 3, punto 34, del regolamento (UE) 2024/1689; non trattati per identificare in modo univoco, quindi non per questo ai sensi dell’art. 9, par. 1, GDPR)")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Conduttanza cutanea, solo in memoria, durante un contatto (può essere dato relativo alla salute, GDPR art. 4, punto 15)")),
            Markup.Of($"Cifre su luoghi e periodi. Un conteggio piccolo può indicare una persona a chi era presente; dove può, è anch’esso dato personale.")));
        yield return ("Destinatari (d)", Markup.Of($"{(facts.BrokerIsRemote ? $"Il server {config.Mqtt.Host}" : "Un broker e un programma cloud sulla stessa macchina")}; inoltre: {w.Known(null)}"));
        yield return ("Trasferimenti verso paesi terzi (e)", Markup.Of($"Il dispositivo non ne fa, se non verso il server detto sopra; dove si trova: {w.Known(null)}"));
        yield return ("Termini per la cancellazione (f)", Retention(facts, w));
        yield return ("Misure di sicurezza (g), art. 32, par. 1", Security(facts));
    }

    private static Markup Retention(PackFacts facts, PackWords w) => Blocks.List(
        Markup.Of($"Immagini, posizioni di persone, segnali: secondi, in memoria, sovrascritti; mai su disco"),
        Markup.Of($"Cifre sul dispositivo: finché il destinatario le ha conservate, al massimo {facts.Config.Outbox.MaxDays} giorni o {facts.Config.Outbox.MaxMegabytes} MB"),
        Blocks.When(facts.Expression is not null, Markup.Of($"Cifre sulle espressioni presso il destinatario: {Days(facts.Expression)}")),
        Blocks.When(facts.SkinConductance is not null, Markup.Of($"Cifre dei sensori per la pelle presso il destinatario: {Days(facts.SkinConductance)}")),
        Markup.Of($"Tutte le altre cifre presso il destinatario, come impostato nella configurazione del programma cloud: {w.Known(null)}"));

    private static Markup Security(PackFacts facts) => Blocks.List(
        Markup.Of($"Minimizzazione sul dispositivo: escono solo le cifre del profilo <code>{facts.Config.Privacy}</code>; il destinatario rifiuta ogni messaggio con un campo che il suo schema non conosce."),
        Blocks.When(facts.Masks > 0, Markup.Of($"Parti oscurate delle immagini: {facts.Masks}.")),
        Markup.Of($"Trasporto: {(facts.BrokerIsRemote ? facts.Config.Mqtt.CaFile is null ? "non cifrato dal programma" : "TLS con le autorità configurate" : "dentro una sola macchina")}; accesso al broker: {(facts.Config.Mqtt switch { { CertFile: not null } => "il certificato del dispositivo", { Username: not null } => "nome utente e password", _ => "nessuno configurato" })}."),
        Markup.Of($"I modelli si aprono solo se il loro SHA-256 è quello del catalogo; i modelli che identificano persone sono rifiutati."));

    private static Markup Basis(PurposeConfig? purpose, PackWords w) => Blocks.Text(purpose is null ? "" : w.Basis(purpose.LawfulBasis));

    private static Markup Days(PurposeConfig? purpose) => Markup.Of($"al massimo {purpose?.RetentionDays ?? 0} giorni, se così impostato nella configurazione del programma cloud (le righe stanno nella valutazione d’impatto)");
}
