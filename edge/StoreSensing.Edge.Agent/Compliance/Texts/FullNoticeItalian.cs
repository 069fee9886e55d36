using System.Globalization;
using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The full text behind the notice to hang (second layer, GDPR Art. 13), in Italian.</summary>
internal static class FullNoticeItalian
{
    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, "Informativa: come questo negozio misura l’uso dei suoi spazi", "GDPR art. 13 · regolamento (UE) 2024/1689 art. 50, par. 3", facts, Markup.Of($"""
        <h2>1. Chi è responsabile</h2>
        {Blocks.Facts(("Titolare del trattamento", w.Known(facts.Config.Controller?.Name)), ("Contatti", w.Known(facts.Config.Controller?.Contact)), ("Responsabile della protezione dei dati", facts.Config.Controller?.Dpo is { } dpo ? Blocks.Text(dpo) : w.Known(null)))}
        <h2>2. Che cosa si misura, e perché</h2>
        {Measured(facts)}
        {w.Open("A che cosa servono i conteggi (per esempio turni, disposizione, sicurezza)? Indicare le finalità (art. 13, par. 1, lett. c) e, se si fondano sul legittimo interesse, quali interessi (lett. d).")}
        <h2>3. Che cosa succede a immagini e segnali</h2>
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Le immagini sono analizzate in negozio, nella memoria di un dispositivo, e sovrascritte. Non sono mai conservate, inviate o mostrate a nessuno. Il suono non viene letto.")),
            Blocks.When(facts.Masks > 0, Markup.Of($"Le parti delle immagini che non serve vedere sono oscurate prima che qualcosa le guardi.")),
            Blocks.When(facts.Cameras, Markup.Of($"Finché si è in vista, la posizione è seguita con un numero casuale, dimenticato quando si esce dalla vista. Non è collegato a un nome, una tessera, un telefono o una visita precedente.")),
            Blocks.When(facts.Cameras, Markup.Of($"Non c’è riconoscimento facciale: non si calcolano caratteristiche che permettano di identificare qualcuno.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Il segnale del sensore resta nella memoria del dispositivo ed è sovrascritto. Se si revoca il consenso, ciò che non è ancora stato comunicato viene cancellato.")),
            Markup.Of($"Dal dispositivo escono cifre su luoghi e periodi di almeno {facts.Config.WindowSeconds} secondi."))}
        {Markup.All(Emotion(facts, w))}
        <h2>{(facts.Emotion ? 5 : 4)}. Su quale base giuridica</h2>
        {Grounds(facts, w)}
        <h2>{(facts.Emotion ? 6 : 5)}. Chi riceve le cifre, e per quanto si conservano</h2>
        {Blocks.List(
            Markup.Of($"Sul dispositivo le cifre attendono l’invio per al massimo {facts.Config.Outbox.MaxDays} giorni."),
            Markup.Of($"Sono inviate {(facts.BrokerIsRemote ? $"al server {facts.Config.Mqtt.Host}" : "a un programma sulla stessa macchina")} e lì conservate per il titolare."),
            Blocks.When(facts.Expression is not null, Markup.Of($"Il titolare conserva le cifre sulle espressioni per al massimo {facts.Expression?.RetentionDays ?? 0} giorni.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Il titolare conserva le cifre dei sensori per la pelle per al massimo {facts.SkinConductance?.RetentionDays ?? 0} giorni.")))}
        {(facts.Emotion ? w.Open("Il numero di giorni non è imposto dal dispositivo: il titolare deve impostarlo uguale nella configurazione del programma cloud (retention; le righe stanno nella sezione 1 della valutazione d’impatto). È impostato?") : Markup.Nothing)}
        {w.Open("Chi altro riceve o può vedere le cifre (art. 13, par. 1, lett. e)? Escono dallo Spazio economico europeo, e con quale garanzia (lett. f)? Per quanto il programma cloud conserva i conteggi (art. 13, par. 2, lett. a)?")}
        <h2>{(facts.Emotion ? 7 : 6)}. I vostri diritti</h2>
        {Blocks.List(
            Markup.Of($"Potete chiedere accesso, rettifica, cancellazione, limitazione e portabilità, e potete opporvi (GDPR artt. 15–18, 20 e 21). Poiché nulla di ciò che si conserva è riconducibile a voi, di norma il titolare non può ritrovarvi nelle cifre (art. 11); potete fornire ulteriori informazioni che lo permettano."),
            Blocks.When(facts.OptOutZones.Count > 0, Markup.Of($"Potete opporvi sul posto: passate da {string.Join(", ", facts.OptOutZones)}, e non si valutano né la vostra espressione né la vostra attenzione. {ExclusionsItalian.Reach(facts)} Se vi ha perso, passatevi di nuovo.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Il consenso ai sensori per la pelle si revoca in ogni momento, con la stessa facilità con cui si dà (art. 7, par. 3): lasciare il sensore o, dove c’è, premere a lungo il pulsante. Quanto fatto prima resta lecito.")),
            Markup.Of($"Potete proporre reclamo a un’autorità di controllo (art. 77); in Italia: Garante per la protezione dei dati personali, www.garanteprivacy.it."),
            Markup.Of($"Nessuna decisione su di voi è presa da una macchina (art. 22), e per entrare in negozio non dovete fornire nulla."))}
        <p class="quiet">Diritto italiano accanto al GDPR: d.lgs. 196/2003 (Codice in materia di protezione dei dati personali); per i lavoratori, art. 4 della legge 300/1970.</p>
        """));

    private static Markup Measured(PackFacts facts) => Markup.Of($"""
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Quante persone passano, attraversano linee e si trovano in una parte del negozio{(!facts.TellsDwell ? "" : facts.Config.Profile.IsStrict ? ", e quanto restano; durate solo come distribuzioni su più persone" : ", quanto restano e quali percorsi fanno; durate e percorsi solo come somme su più persone")}.")),
            Blocks.When(facts.Config.Queues.Count > 0, Markup.Of($"Quanto sono lunghe le code e quanto si aspetta.")),
            Blocks.When(facts.Attention, Markup.Of($"Se e per quanto le teste sono rivolte a: {string.Join(", ", facts.Config.Displays.Select(d => d.Name))}.")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Le espressioni del volto in: {string.Join(", ", facts.ExpressionZones)}. Finalità: {facts.Expression?.Purpose}.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"La conduttanza cutanea di chi tocca un sensore e acconsente. Finalità: {facts.SkinConductance?.Purpose}.")))}
        """);

    private static IEnumerable<Markup> Emotion(PackFacts facts, PackWords w)
    {
        if (!facts.Emotion)
            yield break;
        yield return Markup.Of($"""
            <h2>4. Riconoscimento delle emozioni (regolamento (UE) 2024/1689, art. 50, par. 3)</h2>
            <p>Si informa che è in funzione un sistema che può essere considerato sistema di riconoscimento delle emozioni ai sensi dell’art. 3, punto 39, del regolamento (UE) 2024/1689. Non deve essere usato sui lavoratori nel luogo di lavoro: il regolamento lo vieta (art. 5, par. 1, lett. f).</p>
            {Employees(facts, w)}
            """);
        if (facts.Expression is { } expression)
            yield return Markup.Of($"""
                <p>Un programma guarda i volti nelle zone dette sopra{(facts.Sampling is { } s ? $", per {s.ForMinutes} minuti ogni {s.EveryMinutes}" : "")} e stima se appaiono positivi, neutri, negativi o sorpresi, oppure si astiene. Su un singolo volto sbaglia spesso; le cifre si comunicano solo {w.Guard(facts.Rules.Expression)}. Un’espressione non è un sentimento: dice come appare un volto per un momento. Un avviso è esposto dal {Day(expression.NoticeSince)}: {expression.NoticePlace}.</p>
                """);
        if (facts.SkinConductance is { } skin)
            yield return Markup.Of($"""
                <p>Un sensore misura quanto conduce la pelle, che aumenta con il sudore, e lo confronta con il passato dello stesso contatto. Dice quanto si era attivati, non perché, e non è un dispositivo medico. Le cifre si comunicano solo {w.Guard(facts.Rules.Arousal)}. Un avviso è dato dal {Day(skin.NoticeSince)}: {skin.NoticePlace}.</p>
                """);
    }

    // Only what the configuration ensures; the rest is the controller's to ensure and to say.
    private static Markup Employees(PackFacts facts, PackWords w) => Markup.All(
    [
        facts.Expression is null || (facts.StaffZones.Count == 0 && !facts.StaffHours) ? Markup.Nothing : Blocks.List(
            ExclusionsItalian.StaffZones(facts) is { } zones ? Blocks.Text(zones) : null, ExclusionsItalian.Hours(facts) is { } hours ? Blocks.Text(hours) : null),
        .. ((string?[])[ExclusionsItalian.Employees(facts), ExclusionsItalian.EmployeesAtSensors(facts)]).OfType<string>().Select(open => w.Open($"{open} Come si esclude qui? Rispondere come nella sezione 2.3 della valutazione d’impatto; fino ad allora questa informativa non può dire che i lavoratori non sono valutati.")),
    ]);

    private static Markup Grounds(PackFacts facts, PackWords w) => Markup.Of($"""
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Conteggi: {w.Known(null)} (GDPR art. 6, par. 1).")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Espressioni del volto: {Basis(facts.Expression, w)}.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Conduttanza cutanea: {Basis(facts.SkinConductance, w)}. Se il segnale è considerato dato relativo alla salute, occorre il consenso esplicito (art. 9, par. 2, lett. a).")))}
        """);

    private static Markup Basis(PurposeConfig? purpose, PackWords w) => Blocks.Text(purpose is null ? "" : w.Basis(purpose.LawfulBasis));

    private static string Day(DateOnly day) => day.ToString("d/M/yyyy", CultureInfo.InvariantCulture);
}
