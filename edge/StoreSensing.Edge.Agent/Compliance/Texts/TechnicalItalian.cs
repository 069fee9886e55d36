using StoreSensing.Edge.Agent.Compliance.Html;
using StoreSensing.Edge.Agent.Reporting;

namespace StoreSensing.Edge.Agent.Compliance.Texts;

/// <summary>The technical file of an emotion recognition system (AI Act Annex IV), or why none is needed, in Italian.</summary>
internal static class TechnicalItalian
{
    private const string Title = "Fascicolo tecnico: riconoscimento delle emozioni";
    private const string Basis = "Regolamento (UE) 2024/1689, art. 6, par. 2, art. 11, allegato III, punto 1, lett. c, allegato IV";

    public static string Page(PackFacts facts, PackWords w) => DocumentPage.Draft(w, Title, Basis, facts, facts.Emotion ? File(facts, w) : NotNeeded(facts, w));

    private static Markup NotNeeded(PackFacts facts, PackWords w) => Markup.Of($"""
        <h2>Con questa configurazione non serve</h2>
        <p>L’allegato III, punto 1, lett. c, rende ad alto rischio i sistemi di IA destinati al riconoscimento delle emozioni, cioè a inferire emozioni o intenzioni di persone dai loro dati biometrici (art. 3, punto 39). Con questa configurazione il programma non inferisce né le une né le altre: <code>expression</code> e <code>skinConductance</code> sono spenti.</p>
        {Blocks.List(
            Blocks.When(facts.Cameras, Markup.Of($"Le persone sono trovate e contate. Non si legge nessuna espressione, e nessuno è identificato o classificato per caratteristiche del corpo (allegato III, punto 1, lett. a e b).")),
            Blocks.When(facts.Attention, Markup.Of($"Per {string.Join(", ", facts.Config.Displays.Select(d => d.Name))} si stima la direzione delle teste. Che qualcuno guardi è un movimento, non un’emozione; che mostri un interesse o un’intenzione non va concluso di nessuno.")))}
        {w.Open("Con le telecamere o le cifre si fa altro che sia ad alto rischio secondo l’allegato III (per esempio decisioni sui lavoratori, punto 4)?")}
        <p>Non appena si configura <code>expression</code> o <code>skinConductance</code>, eseguire di nuovo il comando: scriverà il fascicolo tecnico.</p>
        """);

    private static Markup File(PackFacts facts, PackWords w) => Markup.Of($"""
        <p>Chi immette sul mercato o mette in servizio con il proprio nome un sistema di riconoscimento delle emozioni ne è il fornitore (art. 3, punto 3) e ne conserva la documentazione tecnica dell’art. 11 per dieci anni (art. 18). I titoli sono quelli dell’allegato IV. Ciò che il programma e le schede dei modelli possono dire è compilato. Il riconoscimento delle emozioni sul lavoro o nell’istruzione è vietato (art. 5, par. 1, lett. f) e non è un uso di questo sistema.</p>
        {w.Open("Chi è il fornitore (art. 3, punto 3, e art. 25) e chi il deployer (art. 3, punto 4, e art. 26)? Da quando si applicano gli obblighi (art. 113 e sue modifiche)? La stima di espressioni o attivazione è qui riconoscimento delle emozioni (art. 3, punto 39, considerando 18)? Finché non è chiarito, trattarla come tale.")}
        <h2>1. Descrizione generale</h2>
        {Blocks.Facts(
            ("(a) Finalità prevista", Markup.All(
                facts.Expression is { } e ? Markup.Of($"<p>Quote di espressioni del volto per zona e finestra di tempo: {e.Purpose}</p>") : Markup.Nothing,
                facts.SkinConductance is { } k ? Markup.Of($"<p>Attivazione dalla conduttanza cutanea per zona e finestra di tempo, di chi acconsente: {k.Purpose}</p>") : Markup.Nothing,
                Markup.Of($"<p>Non previsti: lavoratori, istruzione, singole persone, punteggi, assunzioni, sicurezza, salute.</p>"))),
            ("(a) Fornitore, versione", Markup.Of($"{w.Known(null)}; {DeviceReporter.Software}")),
            ("(b) Interazione con altri sistemi", Blocks.Text($"Broker MQTT {(facts.BrokerIsRemote ? facts.Config.Mqtt.Host : "sulla stessa macchina")}; il programma cloud che conserva e mostra le cifre")),
            ("(c) Software necessario", Blocks.Text("Linux, .NET, ONNX Runtime, ffmpeg per le telecamere")),
            ("(d), (e) Forma e hardware", Markup.Of($"Software su un dispositivo della classe di un Raspberry Pi; telecamere: {facts.Config.Cameras.Count}, sensori per la pelle: {facts.Config.SkinConductance?.Sensors.Count ?? 0}")),
            ("(g), (h) Interfaccia, istruzioni", Markup.Of($"Cruscotto del programma cloud; README e riferimento della configurazione del programma; l’avviso in questo fascicolo. Istruzioni per l’uso ai sensi dell’art. 13: {w.Known(null)}")))}
        <h2>2. Elementi e sviluppo</h2>
        <h3>(a) Metodi, modelli preaddestrati</h3>
        {PackTables.Models(facts, w)}
        <h3>(b), (c) Progetto e architettura</h3>
        {Blocks.List(
            Blocks.When(facts.Expression is not null, Markup.Of($"Immagine → oscuramento → persone → volti delle persone nelle zone {string.Join(", ", facts.ExpressionZones)} → probabilità calibrate, circa una volta al secondo → media per persona → decisione, o astensione → somma sulle persone → correzione per la confusione nota, con intervallo al 95 % → anonimizzatore.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"Elettrodi → medie di 0,1 s → contatto e consenso → artefatti esclusi → livello e risposte → punteggio rispetto al passato dello stesso contatto, o astensione → somma sui contatti → anonimizzatore.")),
            Markup.Of($"Sul dispositivo non avviene apprendimento. Non si decide nulla di una persona."))}
        <h3>(d) Dati</h3>
        <p>Immagini di addestramento e loro condizioni: tabella qui sopra. Su che cosa i modelli sono stati misurati: schede qui sotto. Nessuna immagine di questo negozio è stata usata.</p>
        <h3>(e) Sorveglianza umana (art. 14)</h3>
        {w.Open("Chi legge le cifre, ne conosce i limiti, può ignorarle e spegnere il sistema (art. 14 e art. 26, par. 2)? Per spegnere: togliere le sezioni dalla configurazione, o fermare il programma.")}
        <h3>(f) Modifiche predeterminate</h3><p>Nessuna. Un cambio di modello, configurazione o programma è una nuova versione.</p>
        <h3>(g) Convalida e prove</h3>
        {PackTables.Cards(facts, w, whole: true)}
        {(facts.SkinConductance is not null ? Markup.Of($"<p>Conduttanza cutanea: metodo e qualità misurata stanno nella documentazione del programma (Physiology). Non si usa nessuna rete neurale.</p>") : Markup.Nothing)}
        {w.Open("Rapporti di prova, datati e firmati, del negozio stesso (allegato IV, punto 2, lett. g): quanto sono buone qui le cifre?")}
        <h3>(h) Cibersicurezza (art. 15)</h3>
        <p>I modelli si aprono solo con lo SHA-256 del catalogo. {(facts.BrokerIsRemote ? facts.Config.Mqtt.CaFile is null ? "Il percorso verso il broker non è cifrato dal programma." : "Il percorso verso il broker è cifrato con TLS." : "Il broker è sulla stessa macchina.")} Il destinatario rifiuta campi sconosciuti.</p>
        <h2>3. Monitoraggio, funzionamento, controllo</h2>
        {Blocks.List(
            Blocks.When(facts.Expression is not null, Markup.Of($"Capacità e limiti: le schede qui sopra. Un’espressione non è un sentimento. Si comunicano solo quote di almeno {facts.Rules.Expression.Least} persone, con il loro intervallo; le astensioni si contano.")),
            Blocks.When(facts.SkinConductance is not null, Markup.Of($"L’attivazione è un cambiamento dentro un contatto: entusiasmo, sforzo, spavento e stress si somigliano. Si comunica di almeno {facts.Rules.Arousal.Least} contatti con il sensore.")),
            Markup.Of($"Accuratezza per gruppi di persone (età, sesso, colore della pelle, occhiali, copricapi): dove le schede dicono che non è stata misurata, non si conosce; non confrontare gruppi."),
            Markup.Of($"Registri (artt. 12 e 19): il programma annota avvii, guasti, consenso e configurazione, mai cifre di singole persone."))}
        <h2>4. Adeguatezza delle metriche di prestazione</h2>
        <p>{(facts.Expression is not null ? "L’accuratezza bilanciata su quattro classi pesa le espressioni rare come le comuni; l’errore di calibrazione dice se si può fare la media delle probabilità; la copertura dell’intervallo dice se le quote di folle, tutto ciò che si comunica, sono oneste." : "L’accordo con registrazioni di riferimento dice se livello e risposte sono giusti; l’intervallo sulle persone dice quanto è sicura una media.")}</p>
        <h2>5. Sistema di gestione dei rischi (art. 9)</h2>
        <p>Rischi noti: sezione 3 della valutazione d’impatto in questo fascicolo.</p>
        {w.Open("Il sistema di gestione dei rischi stesso: chi lo conduce, come i rischi si trovano, si valutano, si trattano e si riesaminano per la vita del sistema?")}
        <h2>6. Modifiche nel ciclo di vita</h2>
        <p>CHANGELOG del programma; l’impronta della configurazione in questo file.</p>
        <h2>7. Norme armonizzate</h2>
        {w.Open("Quali norme armonizzate (art. 40) o specifiche comuni (art. 41) si applicano? Dove nessuna, descrivere come si soddisfa il capo III, sezione 2; la valutazione della conformità dell’art. 43, par. 1, richiede allora un organismo notificato (allegato VII).")}
        <h2>8. Dichiarazione di conformità UE</h2>
        {w.Open("Copia della dichiarazione (art. 47, allegato V), marcatura CE (art. 48), registrazione nella banca dati dell’UE (artt. 49 e 71).")}
        <h2>9. Monitoraggio successivo all’immissione sul mercato (art. 72)</h2>
        {w.Open("Il piano di monitoraggio (art. 72, par. 3): quali misure di qualità si seguono, come si trattano reclami e incidenti gravi (art. 73).")}
        {w.Sign()}
        """);
}
