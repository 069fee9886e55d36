using System.Globalization;
using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Configuration;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The data protection impact assessment (GDPR Art. 35(7)), in Italian.</summary>
internal static class DpiaItalian
{
    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, "Valutazione d’impatto sulla protezione dei dati", "GDPR art. 35, par. 7", facts, Markup.All(
        Opening(facts, w), Description(facts, w), Necessity(facts, w), Risks(facts, w), Measures(facts), Decision(facts, w)));

    private static Markup Opening(PackFacts facts, PackWords w) => Markup.Of($"""
        {Blocks.Facts(
            ("Titolare del trattamento", w.Known(facts.Config.Controller is { } c ? $"{c.Name}, {c.Contact}" : null)),
            ("Responsabile della protezione dei dati", w.Known(facts.Config.Controller?.Dpo)),
            ("Negozio e dispositivo", Markup.Of($"{facts.StoreName} · {facts.Config.Device}")),
            ("Profilo di riservatezza", Blocks.Text(w.Profile(facts.Config.Privacy))),
            ("Immagini", Blocks.Text(facts.Config.Provenance is { } provenance ? $"non di un negozio vero: {provenance}" : "del negozio")))}
        <p>La valutazione è richiesta quando il trattamento può presentare un rischio elevato (art. 35, par. 1), in particolare per la sorveglianza sistematica su larga scala di una zona accessibile al pubblico (art. 35, par. 3, lett. c) e nei casi dell’elenco dell’autorità di controllo (art. 35, par. 4; in Italia: Garante, provvedimento n. 467 dell’11 ottobre 2018).{(facts.Emotion ? " Se si valutano espressioni o conduttanza cutanea, farla in ogni caso." : "")}</p>
        {w.Open("La valutazione è qui obbligatoria, o volontaria? Indicare i criteri che ricorrono (larga scala, tecnologia innovativa, persone vulnerabili come minori e lavoratori).")}
        """);

    private static Markup Description(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>1. Descrizione sistematica (art. 35, par. 7, lett. a)</h2>
        <h3>Che cosa si fa</h3>
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Le immagini delle telecamere qui sotto arrivano nella memoria di un dispositivo in negozio. Le parti da oscurare sono annerite per prime. Un programma trova le persone, segue ciascuna con un numero casuale finché è in vista, e conta visite, passaggi e secondi per luogo. Le immagini sono sovrascritte; nessuna è scritta su disco o inviata.")),
            Blocks.When(facts.Attention, Markup.Of($"Di chi passa davanti alle esposizioni {string.Join(", ", facts.Config.Displays.Select(d => d.Name))} si trova il volto e si stima la direzione della testa: chi guarda, per quanto, e quando l’interesse finisce.")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Nelle zone {string.Join(", ", facts.ExpressionZones)}{(facts.Sampling is { } s ? $", per {s.ForMinutes} minuti ogni {s.EveryMinutes}," : "")} i volti sono valutati circa una volta al secondo come positivi, neutri, negativi o sorpresi; si fa la media per persona e la somma sulle persone.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Di chi tocca un sensore e acconsente si valuta la conduttanza cutanea durante il contatto: livello, risposte, e attivazione rispetto al passato dello stesso contatto.")),
            Markup.Of($"Alla fine di ogni finestra di {facts.Config.WindowSeconds} secondi una sola funzione del programma, l’anonimizzatore, fa delle somme dei messaggi. Null’altro può essere inviato. L’elenco dei campi (documento “fields”) è parte di questa valutazione."))}
        {(facts.Cameras ? Markup.Of($"<h3>Telecamere</h3>{PackTables.Cameras(facts, w)}") : Markup.Nothing)}
        {(facts.Config.Zones.Count > 0 ? Markup.Of($"<h3>Zone</h3>{PackTables.Zones(facts, w)}") : Markup.Nothing)}
        {(facts.SkinConductance is not null ? Markup.Of($"<h3>Sensori per la pelle</h3>{PackTables.Sensors(facts, w)}") : Markup.Nothing)}
        <h3>Modelli</h3>
        {PackTables.Models(facts, w)}
        {PackTables.Cards(facts, w, whole: false)}
        <h3>Persone, finalità, base giuridica, conservazione</h3>
        {Blocks.Facts(Purposes(facts, w))}
        {(facts.Emotion ? Retention(facts, w) : Markup.Nothing)}
        {w.Open("Per quali finalità si contano i visitatori, e quali interessi legittimi si perseguono (art. 35, par. 7, lett. a)? Quante persone al giorno sono in vista? Ci sono accanto scuole, studi medici o luoghi di culto? Chi vede le cifre?")}
        """);

    private static IEnumerable<(string Name, Markup Value)> Purposes(PackFacts facts, PackWords w)
    {
        yield return ("Interessati", Markup.Of($"Visitatori e passanti, anche minori; lavoratori se sono in vista"));
        if (facts.Cameras)
            yield return ("Conteggi", Markup.Of($"Finalità: {w.Known(null)}<br/>Base giuridica: {w.Known(null)}<br/>Conservati dal destinatario per: {w.Known(null)}"));
        if (facts.Expression is { } expression)
            yield return ("Espressioni del volto", Purpose(expression, w));
        if (facts.SkinConductance is { } skin)
            yield return ("Conduttanza cutanea", Purpose(skin, w));
        yield return ("Sul dispositivo", Markup.Of($"Immagini e segnali: secondi, in memoria. Cifre: fino all’invio, al massimo {facts.Config.Outbox.MaxDays} giorni"));
        yield return ("Destinatario", Blocks.Text(facts.BrokerIsRemote ? $"il server {facts.Config.Mqtt.Host}" : "broker e programma cloud sulla stessa macchina"));
    }

    private static Markup Purpose(PurposeConfig p, PackWords w) => Markup.Of($"""
        Finalità: {p.Purpose}<br/>Base giuridica: {w.Basis(p.LawfulBasis)}<br/>Avviso: {p.NoticePlace}, dal {p.NoticeSince.ToString("d/M/yyyy", CultureInfo.InvariantCulture)}<br/>Conservate dal destinatario per: al massimo {p.RetentionDays} giorni, se lì è impostato come sotto
        """);

    private static Markup Retention(PackFacts facts, PackWords w) => Markup.Of($"""
        <p>Per quanto si conservano le cifre non si decide su questo dispositivo, ma dove sono conservate: ciò che qui si dice alle persone vale solo se queste righe stanno nella configurazione del programma cloud. Senza di esse conserva le cifre di questi tipi per 90 giorni, o per <code>store.retentionDays</code> se è meno.</p>
        {Blocks.Lines(facts.CloudRetention)}
        {w.Open("Queste righe ci sono? Se più negozi inviano a un solo programma cloud, deve starvi il numero più piccolo che uno di essi dice ai suoi visitatori.")}
        """);

    private static Markup Necessity(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>2. Necessità e proporzionalità (art. 35, par. 7, lett. b)</h2>
        <h3>2.1 Minimizzazione (art. 5, par. 1, lett. c, e art. 25)</h3>
        <p>Che cosa esce, e di quante persone deve essere una cifra prima che si comunichi, con il profilo {w.Profile(facts.Config.Privacy)}:</p>
        {PackTables.Guards(facts, w)}
        {(facts.EpsilonPerDay is null ? Markup.Nothing : Markup.Of($"<p>{w.Budget(facts)}</p>"))}
        {w.Open("Le finalità si raggiungerebbero con meno: una barriera luminosa, un conteggio a mano, meno telecamere o zone, il profilo traffic o strict? Perché no?")}
        <h3>2.2 Liceità (artt. 6 e 9)</h3>
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Le immagini di persone sono dati personali per i momenti in cui sono in memoria (art. 4, punti 1 e 2). Se la base è il legittimo interesse (art. 6, par. 1, lett. f), va bilanciato con gli interessi dei visitatori, dei minori soprattutto.")),
            Blocks.When(facts.Cameras, Markup.Of($"Non si trattano dati biometrici per identificare in modo univoco (art. 9, par. 1): non si calcolano caratteristiche dei volti che lo permettano.")),
            Blocks.When(facts.Expression is not null, Markup.Of($"Le espressioni sono deduzioni su come una persona appare. Se in questo negozio rivelino di più (per esempio uno stato di salute, art. 9, par. 1) va valutato.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"La conduttanza cutanea è un segnale fisiologico e può essere dato relativo alla salute (art. 4, punto 15): allora la fonda solo il consenso esplicito (art. 9, par. 2, lett. a), con le garanzie dell’art. 2-septies del d.lgs. 196/2003. Il programma non valuta nulla prima del consenso, lo chiede di nuovo a ogni contatto, e se è revocato cancella ciò che non è ancora stato comunicato.")),
            Blocks.When(facts.Emotion, Markup.Of($"Regolamento (UE) 2024/1689: inferire le emozioni di persone nel luogo di lavoro o negli istituti di istruzione è vietato (art. 5, par. 1, lett. f); altrove il riconoscimento delle emozioni è ad alto rischio (allegato III, punto 1, lett. c; si veda il fascicolo tecnico), e le persone esposte vanno informate (art. 50, par. 3)."))
        )}
        {(facts.Cameras ? w.Open("Bilanciamento degli interessi (art. 6, par. 1, lett. f) o altra base: indicarla, e dire perché i visitatori possono attendersi questa misura.") : Markup.Nothing)}
        <h3>2.3 Lavoratori</h3>
        <p>I lavoratori sono in vista dove lavorano. Telecamere e altri strumenti da cui derivi la possibilità di controllo a distanza dell’attività dei lavoratori richiedono un accordo con le rappresentanze sindacali o l’autorizzazione dell’Ispettorato del lavoro (art. 4 della legge 300/1970; art. 114 del d.lgs. 196/2003; violazioni: art. 171). Le cifre non devono servire a controllare o giudicare i lavoratori.</p>
        {Blocks.List(
            ExclusionsItalian.StaffZones(facts) is { } zones ? Blocks.Text(zones) : null,
            ExclusionsItalian.Hours(facts) is { } hours ? Blocks.Text(hours) : null,
            ExclusionsItalian.Employees(facts) is { } employees ? Markup.Of($"<span class=\"open-mark\">{employees}</span>") : null,
            ExclusionsItalian.EmployeesAtSensors(facts) is { } sensors ? Markup.Of($"<span class=\"open-mark\">{sensors}</span>") : null)}
        {w.Open("C’è un accordo o un’autorizzazione ai sensi dell’art. 4 della legge 300/1970? Di quale data? Come sono stati informati i lavoratori (comma 3 dello stesso articolo, GDPR art. 13)? Dove stanno mentre le telecamere guardano?")}
        <h3>2.4 Informazione, diritti, esattezza</h3>
        {Blocks.List(
            Markup.Of($"Informazione: un avviso da esporre e un’informativa completa sono parte di questo fascicolo (artt. 12 e 13)."),
            Markup.Of($"Diritti: ciò che si conserva non è riconducibile a una persona da parte del titolare (art. 11); così si risponde alle richieste, e all’opposizione (art. 21) si dà seguito {(facts.OptOutZones.Count > 0 ? $"con le zone di rifiuto {string.Join(", ", facts.OptOutZones)}, ogni telecamera per sé (misura h)" : "con percorsi fuori dalla vista delle telecamere, dove ci sono")}."),
            Markup.Of($"Esattezza (art. 5, par. 1, lett. d): i conteggi sbagliano, e i modelli sbagliano in modo diseguale; ciò che se ne sa sta nelle schede qui sopra. Le cifre descrivono luoghi e non vanno prese per fatti su una persona."))}
        {w.Open("Si può entrare in negozio senza essere in vista? Chi risponde alle richieste, ed entro quando?")}
        """);

    private static Markup Risks(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>3. Rischi per i diritti e le libertà (art. 35, par. 7, lett. c)</h2>
        <p>I rischi seguono da ciò che è configurato. Quanto siano probabili e gravi in questo negozio deve dirlo il titolare: nessun altro può.</p>
        {Blocks.Table(["Rischio", "Come potrebbe avverarsi", "Misure (sezione 4)", "Probabilità", "Gravità"], RiskRows(facts).Select(r => (IReadOnlyList<Markup>)
            [Markup.Of($"<b>{r.Risk}</b>"), Blocks.Text(r.How), Blocks.Text(r.Measures), Blocks.Blank, Blocks.Blank]))}
        {w.Open("Quali altri rischi ha questo negozio? Compilare le ultime due colonne (per esempio bassa, media, alta) e dire perché.")}
        """);

    private static IEnumerable<(string Risk, string How, string Measures)> RiskRows(PackFacts facts)
    {
        if (facts.Cameras)
        {
            yield return ("Immagini di persone finiscono in mani altrui", "Qualcuno si impadronisce del dispositivo o del percorso dalla telecamera a esso", "a, b, g");
            yield return ("Si individua una persona dalle cifre", facts.Config.Profile.IsStrict ? "Qualcuno sa di tutti gli altri in una cifra, e così apprende dell’ultimo"
                : !facts.TellsDwell ? "Un conteggio di uno in un’ora tranquilla dice a chi era presente quando quella persona è venuta"
                : "Un conteggio di uno in un’ora tranquilla, o la differenza di due cifre, dice a chi era presente qualcosa di quella persona", "c, d, e");
            yield return ("Si controllano i lavoratori", "Le cifre di zone in cui lavorano sempre gli stessi si leggono come il loro rendimento", "d, h; sezione 2.3");
            yield return ("Le persone si sentono osservate e stanno lontane o si comportano diversamente", "Telecamere, e non sapere che cosa facciano", "f");
        }
        if (facts.Attention)
            yield return ("Si viene a sapere a che cosa qualcuno è interessato", "Poche persone davanti a un’esposizione, e un testimone", "c, d");
        if (facts.Expression is not null)
        {
            yield return ("Un giudizio errato o diseguale sulle espressioni", "I modelli sbagliano, su alcuni gruppi più che su altri (si vedano le schede); ne seguono decisioni sui luoghi", "c, i");
            yield return ("Si inferiscono le espressioni di lavoratori", "Un lavoratore sta in una zona con espressioni (regolamento (UE) 2024/1689, art. 5, par. 1, lett. f)", "h; sezione 2.3");
            yield return ("Si attribuiscono sentimenti alle persone", "Le cifre sulle espressioni si leggono come sentimenti o intenzioni", "c, i");
        }
        if (facts.SkinConductance is not null)
        {
            yield return ("Si viene a sapere dello stress o dello stato di salute di qualcuno", "Poche persone toccano un sensore, e un testimone", "c, j");
            yield return ("Un consenso non libero o non informato", "Il sensore è su qualcosa che serve per la spesa; l’avviso non viene letto", "f, j");
        }
        yield return ("Le cifre si usano per altri scopi", "Si conservano a lungo e molti possono vederle", "e, g");
    }

    private static Markup Measures(PackFacts facts) => Markup.Of($"""
        <h2>4. Misure (art. 35, par. 7, lett. d)</h2>
        <p>Che cosa il programma impone con questa configurazione:</p>
        <ol type="a">
        <li>Immagini e segnali restano in memoria riutilizzata, cancellata alla restituzione, e non sono mai scritti su disco.</li>
        <li>{(facts.Masks > 0 ? $"Parti delle immagini annerite prima che qualcosa le guardi: {facts.Masks}." : "Nessuna parte delle immagini è oscurata. Ciò che non serve vedere (una cassa, un posto di lavoro, il marciapiede) può esserlo (cameras[].masks).")}</li>
        <li>Le cifre su poche persone sono taciute come dice la sezione 2.1, e segnate come taciute.</li>
        <li>Nessuna identificazione: non si calcolano caratteristiche che distinguano una persona da un’altra; i numeri delle tracce sono casuali e finiscono con la vista.</li>
        <li>Ciò che esce è un elenco chiuso di campi; il destinatario rifiuta ogni altro. Le cifre che non si sono potute inviare si eliminano dopo {facts.Config.Outbox.MaxDays} giorni.</li>
        <li>{(facts.Emotion ? "Il programma non comincia a valutare espressioni o conduttanza cutanea senza una finalità e un avviso nella configurazione; gli avvisi sono parte di questo fascicolo." : "Un avviso da esporre e un’informativa completa sono parte di questo fascicolo. Espressioni e conduttanza cutanea sono spente.")}</li>
        <li>{(facts.BrokerIsRemote ? facts.Config.Mqtt.CaFile is null ? "Il percorso verso il server non è cifrato dal programma: mqtt.caFile attiva TLS." : "Il percorso verso il server è cifrato con TLS." : "Broker e programma cloud sono sulla stessa macchina.")}</li>
        <li>{ExclusionsItalian.Measure(facts)}</li>
        {(facts.Expression is not null ? Markup.Of($"<li>Nel dubbio le espressioni si astengono; si comunicano con un intervallo che contiene gli errori noti dei modelli, e mai di meno di {facts.Rules.Expression.Least} persone{(facts.Sampling is { } s ? $", per {s.ForMinutes} minuti ogni {s.EveryMinutes}" : "")}.</li>") : Markup.Of($"<li>Le espressioni non sono valutate.</li>"))}
        {(facts.SkinConductance is not null ? Markup.Of($"<li>La conduttanza cutanea è valutata solo con il consenso, chiesto di nuovo a ogni contatto, e comunicata di almeno {facts.Rules.Arousal.Least} contatti con il sensore.</li>") : Markup.Nothing)}
        </ol>
        """);

    private static Markup Decision(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>5. Consultazione e decisione</h2>
        {w.Open("Parere del responsabile della protezione dei dati, se designato (art. 35, par. 2); opinioni degli interessati o dei loro rappresentanti, se del caso (art. 35, par. 9).")}
        {w.Open("Quali misure si aggiungono (chi può vedere le cifre, per quanto si conservano, formazione, verifiche)? Quale rischio resta? Se è elevato, occorre consultare l’autorità di controllo prima di cominciare (art. 36, par. 1).")}
        {w.Open("Quando si riesamina questa valutazione? Al più tardi quando il rischio cambia (art. 35, par. 11): una nuova telecamera, zona, modello o profilo cambia l’impronta qui sotto.")}
        {(facts.WithoutCard.Count > 0 ? w.Open($"Senza scheda, e quindi senza misure di accuratezza e distorsioni: {string.Join(", ", facts.WithoutCard.Select(m => m.Entry.Name))}.") : Markup.Nothing)}
        {w.Sign()}
        """);
}
