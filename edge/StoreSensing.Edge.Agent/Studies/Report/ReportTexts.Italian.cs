namespace StoreSensing.Edge.Agent.Studies.Report;

internal sealed partial record ReportTexts
{
    public static ReportTexts Italian { get; } = new()
    {
        Code = "it",
        Numbers = new ReportNumbers(','),
        Title = "Conduttanza cutanea",
        Duration = "Durata",
        Rate = "Frequenza",
        PerSecond = "campioni al secondo",
        Samples = "Campioni",
        Missing = "mancanti",
        CleanContact = "Contatto pulito",
        Responses = "Risposte",
        PerCleanMinute = "al minuto pulito",
        Method = "Metodo",
        Live = "catena dal vivo, come sul dispositivo",
        Neurokit = "NeuroKit2, registrazione intera",
        Threshold = "da {0} µS",
        RelativeThreshold = "dal 10 % della più prominente",
        Signal = "Conduttanza cutanea, µS",
        Level = "Livello (tonico, SCL)",
        Arousal = "Attivazione",
        ArousalUnit = "DS",
        ArousalMeans = "in deviazioni standard dal passato dello stesso contatto",
        NoContact = "nessun contatto",
        Settling = "assestamento",
        Artefact = "artefatto",
        NotJudged = "fine di un contatto",
        NotSaid = "nessun giudizio",
        UncleanResponse = "fuori dal contatto pulito, non contata",
        PlotLabel = "Conduttanza cutanea in {0}, {1} risposte, {2} di contatto pulito",
        NothingClean = "Nessuno ha toccato gli elettrodi abbastanza a lungo: in questa registrazione non c’è un secondo pulito.",
        InDetail = "In dettaglio: {0} per striscia, ognuna con la sua scala in µS",
        Windows = "Finestre di {0} s",
        Start = "Inizio",
        Clean = "Pulito",
        MeanLevel = "Media, µS",
        Slope = "Pendenza del livello, µS/min",
        PerMinute = "Al min",
        AmplitudeSum = "Ampiezze, somma, µS",
        AmplitudeMean = "Ampiezze, media, µS",
        Abstained = "Senza giudizio",
        Because = "soprattutto perché",
        ReasonShortHistory = "nota da meno di 3 min",
        ReasonArtefact = "disturbato",
        ReasonFrozen = "segnale fermo",
        UnknownIsNotZero = "– vuol dire non noto, che non è zero.",
        CanSayTitle = "Che cosa può dire, e che cosa no",
        CanSay =
        [
            "Mostra come è cambiata la conduttanza cutanea di una persona in questa registrazione. Risposte più fitte e più ampie, e un livello che sale, vogliono dire che il sistema nervoso simpatico era più attivo: entusiasmo, sforzo, spavento, dolore e stress si somigliano.",
            "Non confronta le persone: livello e ampiezza dipendono da pelle, elettrodi, temperatura e punto di misura. Circa il 10 % delle persone risponde pochissimo: poche risposte non provano che ci fosse calma.",
            "Non è una diagnosi né una macchina della verità. Anche parlare, muoversi, tossire e respirare a fondo provocano risposte. L’attivazione si giudica da tre minuti di contatto in poi, rispetto a ciò che li precede.",
        ],
        MethodsTitle = "Come è stato fatto",
        LiveMethods =
        [
            "Segnale: medie esatte su 100 ms (registrazioni più lente: i loro campioni). Risposte: passa-basso Butterworth a fase zero del 4º ordine a 1 Hz con 2 s di futuro, dal minimo al picco, salita e discesa di almeno 0,05 µS (Boucsein 2012); il recupero a metà si legge sul segnale.",
            "Livello: passa-basso Butterworth a fase zero del 2º ordine a 0,05 Hz, da un minuto di passato e 10 s di futuro. È tutto ciò che il dispositivo avrebbe detto sul momento.",
        ],
        NeurokitMethods =
        [
            "Segnale: passa-basso Butterworth a fase zero del 4º ordine a 3 Hz (oltre 6 campioni al secondo). Divisione a 0,05 Hz in livello e risposte (passa-alto, di BIOPAC); picchi con il metodo neurokit di NeuroKit2 (Makowski et al. 2021).",
            "Guarda la registrazione intera in una volta: nessun dispositivo potrebbe dirlo dal vivo. I campioni mancanti prendono il valore precedente.",
        ],
        SharedMethods =
        [
            "Risposte, livello e loro significato: Boucsein 2012. Artefatti: fuori da 0,05–60 µS, o variazioni oltre 10 µS/s, con 5 s prima e dopo (Kleckner et al. 2018). Si tralasciano i primi 10 s di un contatto, mentre pelle ed elettrodi si assestano, e gli ultimi 10 s, che la catena dal vivo non fa in tempo a giudicare.",
            "Contatto, artefatti e attivazione sono della catena dal vivo con entrambi i metodi. Una risposta appartiene alla finestra del suo picco; le frequenze contano solo i minuti puliti.",
        ],
        SourcesTitle = "Fonti",
    };
}
