using System.CommandLine;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Quantise;

namespace StoreSensing.Models.Commands;

/// <summary>The program's commands and their help.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs; what can't be parsed is input that will never work, exit code 2.</summary>
    public static async Task<int> Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var parse = Create(output, error).Parse(arguments);
        var code = await parse.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return parse.Errors.Count > 0 ? Exit.Input : code;
    }

    private static RootCommand Create(TextWriter output, TextWriter error)
    {
        var options = new CommandOptions();
        var root = new RootCommand(
            """
            Brings the models and the inference runtime that storesensing-edge needs, and checks them.

              storesensing-models fetch                       the runtime and the default models (62 MB downloaded, 30 MB kept)
              storesensing-models fetch --recommended         the better public models, too (2 MB, from GitHub)
              storesensing-models fetch yunet-n               one model more
              storesensing-models fetch --from /media/usb     no network: npm tarballs, model files or another machine's cache in a folder
              storesensing-models list                        what is known, what is here
              storesensing-models verify                      compare every byte with the catalog
              storesensing-models bench --threads 1,4         how fast they are on this machine
              storesensing-models eval yunet-n --data FOLDER  how well it finds what is labelled in a folder of pictures
              storesensing-models eval expression --data FOLDER   how well sets of networks read labelled faces; --write calibrates them

            Every file is compared with its SHA-256 in the catalog and refused if it differs. Fetching again costs nothing, goes on where
            it stopped, and may run twice at once. Exit codes: 0 well, 1 network, 2 unknown name or wrong file.
            """)
        { options.Catalog, options.Cache };
        root.Add(List(options, output, error));
        root.Add(Fetch(options, error));
        root.Add(Verify(options, output, error));
        root.Add(Bench(options, output, error));
        root.Add(Eval(options, output, error));
        root.Add(Quantise(options, output, error));
        return root;
    }

    private static Command List(CommandOptions options, TextWriter output, TextWriter error)
    {
        var verify = new Option<bool>("--verify") { Description = "Read every byte of what is here: a damaged file of the right size is found, too." };
        var command = new Command("list", "Lists the known models and says which are here: yes, - (absent) or DAMAGED.") { verify };
        command.SetAction((parse, _) => Exit.CodeOf(() => Task.FromResult(ListCommand.Run(Store(parse, options), parse.GetValue(verify), output)), error));
        return command;
    }

    private static Command Fetch(CommandOptions options, TextWriter error)
    {
        var names = Names("Models to fetch. Default: those that the agent uses unless configured otherwise.");
        var all = new Option<bool>("--all") { Description = "Every model of the catalog." };
        var recommended = new Option<bool>("--recommended")
        {
            Description = "Also the public models that are better than the defaults. Their weights are free, their training pictures mostly research-only: read the cards.",
        };
        var from = new Option<string?>("--from") { Description = "Take files from this folder instead of the network; they are known by their hash, not by their name.", HelpName = "FOLDER" };
        var command = new Command("fetch", "Brings the runtime and models, and checks their hashes.") { names, all, recommended, from };
        command.SetAction((parse, cancellation) => Exit.CodeOf(
            () => FetchCommand.Run(Store(parse, options), parse.GetValue(names) ?? [], parse.GetValue(all), parse.GetValue(recommended), parse.GetValue(from), error, cancellation), error));
        return command;
    }

    private static Command Verify(CommandOptions options, TextWriter output, TextWriter error)
    {
        var names = Names("Models to verify. Default: the defaults, which must be here, and every other that is.");
        var command = new Command("verify", "Compares every byte of the fetched files with the catalog.") { names };
        command.SetAction((parse, _) => Exit.CodeOf(
            () => Task.FromResult(VerifyCommand.Run(Store(parse, options), parse.GetValue(names) ?? [], output, error)), error));
        return command;
    }

    private static Command Bench(CommandOptions options, TextWriter output, TextWriter error)
    {
        var names = Names("Models to run. Default: every one that is here.");
        var threads = new Option<string>("--threads") { Description = "Threads inside one operator, one column each.", HelpName = "1,2,4", DefaultValueFactory = _ => "1" };
        var size = new Option<string>("--size")
        {
            Description = "Input sizes where a model leaves its size open. Default: 320x256,480x384,640x480 for faces, 384x288,512x384 for persons.",
            HelpName = "WxH,…",
            DefaultValueFactory = _ => "",
        };
        var seconds = new Option<double>("--seconds") { Description = "How long to run each, after a warm-up.", DefaultValueFactory = _ => 2 };
        var library = new Option<string?>("--library") { Description = "Another ONNX Runtime library than the catalog's.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "JSON instead of a table." };
        var command = new Command("bench", "Measures milliseconds per run (median and 95th percentile) by model, threads and input size, and says on which machine.")
        {
            names, threads, size, seconds, library, json,
        };
        command.SetAction((parse, cancellation) => Exit.CodeOf(
            () => Task.FromResult(new BenchCommand(Store(parse, options), output, error)
            {
                Names = parse.GetValue(names) ?? [],
                Threads = parse.GetValue(threads)!,
                Sizes = parse.GetValue(size)!,
                Seconds = parse.GetValue(seconds),
                Library = parse.GetValue(library),
                Json = parse.GetValue(json),
            }.Run(cancellation)), error));
        return command;
    }

    private static Command Eval(CommandOptions options, TextWriter output, TextWriter error)
    {
        var what = new Argument<string>("what") { Description = "A model, or a task: face-detection, person-detection, expression (every model of it that is here).", HelpName = "TASK|MODEL" };
        var data = new Option<string>("--data")
        {
            Description = "Labelled pictures: boxes.csv (image,width,height,class,xmin,ymin,xmax,ymax) with images/, or gt.txt (MOTChallenge) with its clip; for expression labels.csv (image,label) with images/.",
            HelpName = "FOLDER",
            Required = true,
        };
        var video = new Option<string?>("--video") { Description = "The clip of gt.txt where it lies elsewhere.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "JSON instead of tables." };
        var write = new Option<bool>("--write")
        {
            Description = "Put the figures into the model cards beside the catalog (give --catalog models/catalog.json), and those of expression sets into expression.json there.",
        };
        var about = new Option<string?>("--about") { Description = "What the pictures of expressions are, for expression.json and the cards. Default: their folder's name.", HelpName = "TEXT" };
        var command = new Command("eval", "Measures accuracy and time on labelled pictures, with the product's own detectors: the figures that the model cards quote.")
        {
            what, data, video, json, write, about,
        };
        command.SetAction((parse, cancellation) => Exit.CodeOf(
            () => Task.FromResult(new EvalCommand(Store(parse, options), output, error)
            {
                What = parse.GetValue(what)!,
                Data = parse.GetValue(data)!,
                Video = parse.GetValue(video),
                Json = parse.GetValue(json),
                Write = parse.GetValue(write),
                About = parse.GetValue(about),
            }.Run(cancellation)), error));
        return command;
    }

    private static Command Quantise(CommandOptions options, TextWriter output, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "A detection model of the catalog that is here." };
        var data = new Option<string>("--data") { Description = "Labelled pictures as for eval: one half to calibrate on, the other to measure the loss on.", HelpName = "FOLDER", Required = true };
        var video = new Option<string?>("--video") { Description = "The clip of gt.txt where it lies elsewhere.", HelpName = "FILE" };
        var folder = new Option<string?>("--out") { Description = "Where model and record go. Default: the cache, from which the agent takes them.", HelpName = "FOLDER" };
        var clip = new Option<Clipping>("--clip") { Description = "How the range of activations is chosen: all that was seen, all but 1 in 10,000 at each end, or with the least squared error.", DefaultValueFactory = _ => Clipping.Mse };
        var heads = new Option<bool>("--heads") { Description = "The last convolutions in int8, too: faster, less exact." };
        var pictures = new Option<int>("--pictures") { Description = "Calibrate on at most so many pictures.", DefaultValueFactory = _ => 64 };
        var command = new Command("quantise", "Makes an int8 variant of a model (weights per channel, activations with calibrated ranges), and measures what it costs and gains.")
        {
            model, data, video, folder, clip, heads, pictures,
        };
        command.SetAction((parse, cancellation) => Exit.CodeOf(
            () => Task.FromResult(new QuantiseCommand(Store(parse, options), output, error)
            {
                Model = parse.GetValue(model)!,
                Data = parse.GetValue(data)!,
                Video = parse.GetValue(video),
                Folder = parse.GetValue(folder),
                Clipping = parse.GetValue(clip),
                Heads = parse.GetValue(heads),
                Pictures = parse.GetValue(pictures),
            }.Run(cancellation)), error));
        return command;
    }

    private static Argument<string[]> Names(string description) => new("names") { Description = description, Arity = ArgumentArity.ZeroOrMore };

    private static ModelStore Store(ParseResult parse, CommandOptions options) => ModelStore.Open(parse.GetValue(options.Catalog), parse.GetValue(options.Cache));
}
