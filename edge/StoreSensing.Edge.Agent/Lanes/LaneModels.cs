using StoreSensing.Contracts.Wire;
using StoreSensing.Edge.Agent.Compliance.Cards;
using StoreSensing.Edge.Agent.Configuration;
using StoreSensing.Edge.Core.Detection;
using StoreSensing.Edge.Core.Detection.Motion;
using StoreSensing.Edge.Core.Faces;
using StoreSensing.Edge.Core.FloorPlan;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Core.Pipeline;
using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Edge.Agent.Lanes;

/// <summary>Opens the models that the lanes need, checked against the catalog, and makes detectors of them. One per process.</summary>
internal sealed class LaneModels : IDisposable
{
    private const int CentreNetPixels = 384 * 288;
    private const int FineCentreNetPixels = 768 * 576; // four times the time, for people of 20 pixels' width
    private readonly ModelStore _store;
    private readonly Lazy<IInferenceRuntime> _runtime;
    private readonly InferenceOptions _options;
    private readonly Dictionary<(string Camera, string Model, string Shape), IInferenceSession> _sessions = [];

    public LaneModels(InferenceConfig config)
    {
        _store = ModelStore.Open(config.Catalog, config.Models);
        _runtime = new Lazy<IInferenceRuntime>(() => OnnxRuntime.Load(_store.RuntimeLibrary()));
        _options = new InferenceOptions { Threads = config.Threads, Optimisation = Enum.Parse<GraphOptimisation>(config.Optimisation, ignoreCase: true) };
    }

    // The models that a configuration needs, by catalog name.
    private IReadOnlyList<string> Needed(EdgeConfig config)
    {
        var names = config.Cameras.Select(c => c.Detector).Where(d => d != "motion").Select(Model).ToHashSet();
        names.UnionWith(config.Cameras.Where(c => LanePlans.LooksAtFaces(config, c)).Select(c => Model(c.FaceNetwork)));
        names.UnionWith(config.Cameras.Where(c => config.Displays.Any(d => d.Camera == c.Id)).Select(c => PoseModel(PoseOf(config, c))).OfType<string>());
        if (Measured(config) is { } set)
            names.UnionWith(set.Models.Select(m => m.Name));
        return [.. names.Order(StringComparer.Ordinal)];
    }

    /// <summary>Checks that every model of the configuration is there and is the one that the catalog names, before any camera starts.</summary>
    public IReadOnlyList<ModelDescription> Verify(EdgeConfig config)
    {
        var needed = Needed(config);
        if (needed.Count > 0)
            _store.RuntimeLibrary();
        foreach (var name in needed)
            _store.ModelFile(name);
        return [.. needed.Select(name => _store.Entry(name)).Select(e => new ModelDescription { Name = e.Name, Task = e.Task, Sha256 = e.Sha256 })];
    }

    /// <summary>The models of the configuration with their cards, fetched or not.</summary>
    public IReadOnlyList<ModelCard> Cards(EdgeConfig config) => [.. Needed(config).Select(name => ModelCard.Of(_store.Entry(name), _store.CatalogPath))];

    /// <summary>What a detector's boxes are boxes of.</summary>
    public static BoxOf Boxes(string detector) => EdgeConfigReader.FaceDetectors.Contains(detector) ? BoxOf.Face : BoxOf.Person;

    /// <summary>The catalog's name of a detector's model.</summary>
    public static string Model(string detector) => detector switch
    {
        "picodet" => "picodet-s-416",
        "yunet" => "yunet-n",
        "ultraface" => "ultraface-rfb-320",
        _ => detector,
    };

    /// <summary>A detector for pictures of one size.</summary>
    public IDetector Detector(CameraConfig camera, int width, int height) => camera.Detector switch
    {
        "centernet" => CenterNet(camera, width, height),
        "picodet" => PicoDet(camera, width, height),
        "fastestdet" => FastestDet(camera),
        "motion" => new MotionDetector(new MotionOptions()),
        _ => Faces(camera, width, height, camera.Threshold),
    };

    /// <summary>What looks for expressions in a lane's zones.</summary>
    public ExpressionPlan Expression(ExpressionConfig config, CameraConfig camera, IReadOnlyList<ExpressionZone> zones) =>
        new(zones, new ExpressionReader(_store.ExpressionSet(config.Models), name => ExpressionNetworks.Make(name, Open(camera, name, []), camera.FaceNetwork)));

    /// <summary>What is known about the mistakes of the configured expression networks; null while expression is off.</summary>
    /// <exception cref="InferenceException">The set was never measured, or with other networks than the catalog's.</exception>
    public ExpressionSet? Measured(EdgeConfig config) => config.Expression is { } expression ? _store.ExpressionSet(expression.Models) : null;

    /// <summary>How a lane gets at faces in pictures of one size; null where nothing asks for them.</summary>
    public FacePlan? FacesOf(EdgeConfig config, CameraConfig camera, int width, int height)
    {
        if (!LanePlans.LooksAtFaces(config, camera))
            return null;
        return new FacePlan
        {
            Detector = Boxes(camera.Detector) == BoxOf.Face ? null : Faces(camera, width, height, threshold: null),
            // Its input is small: of people who stand far away it sees faces only in each one's own part of the picture.
            Search = camera is { FaceNetwork: "blazeface", Role: "zone" } ? FaceSearch.People : FaceSearch.Picture,
            Pose = config.Displays.Any(d => d.Camera == camera.Id) ? Pose(camera, PoseOf(config, camera)) : null,
        };
    }

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            session.Dispose();
    }

    private CenterNetDetector CenterNet(CameraConfig camera, int width, int height)
    {
        var size = InputSize.For(width, height, camera.Fine ? FineCentreNetPixels : CentreNetPixels, CenterNetDetector.Stride);
        var session = Open(camera, "centernet", [1, 3, size.Height, size.Width]);
        return camera.Threshold is { } threshold
            ? new CenterNetDetector(session, width, height, (float)threshold)
            : new CenterNetDetector(session, width, height);
    }

    private PicoDetDetector PicoDet(CameraConfig camera, int width, int height)
    {
        var session = Open(camera, Model("picodet"), []);
        return camera.Threshold is { } threshold
            ? new PicoDetDetector(session, width, height, (float)threshold)
            : new PicoDetDetector(session, width, height);
    }

    private FastestDetDetector FastestDet(CameraConfig camera)
    {
        var session = Open(camera, "fastestdet", []);
        return camera.Threshold is { } threshold ? new FastestDetDetector(session, (float)threshold) : new FastestDetDetector(session);
    }

    private static string PoseOf(EdgeConfig config, CameraConfig camera) => config.Attention.Pose != "auto"
        ? config.Attention.Pose
        : EdgeConfigReader.WithLandmarks.Contains(camera.FaceNetwork) ? "landmarks" : "facemesh";

    private static string? PoseModel(string pose) => pose switch { "facemesh" => "facemesh", "fsanet" => "fsanet-1x1", _ => null };

    private IHeadPoseEstimator Pose(CameraConfig camera, string pose) => pose switch
    {
        "landmarks" => new LandmarkHeadPose(),
        "facemesh" => new MeshHeadPose(Open(camera, PoseModel(pose)!, [])),
        "fsanet" => new FsaNetHeadPose(Open(camera, PoseModel(pose)!, [])),
        _ => throw new InvalidOperationException($"the configuration let the pose '{pose}' through"),
    };

    /// <summary>What finds faces in a camera's pictures: the whole of them, and for an aisle its tiles too.</summary>
    private IFaceDetector Faces(CameraConfig camera, int width, int height, double? threshold)
    {
        var input = FaceInput.For(Enum.Parse<CameraRole>(camera.Role, ignoreCase: true), width, height);
        IFaceDetector network = camera.FaceNetwork switch
        {
            "blazeface" => BlazeFace(camera, threshold),
            "yunet" or "yunet-s" => YuNet(camera, input.Size, threshold),
            "ultraface" => UltraFace(camera, threshold),
            _ => throw new InvalidOperationException($"the configuration let the detector '{camera.FaceNetwork}' through"),
        };
        return input.Grids is [1] ? network : new TiledFaceDetector(network, input.Grids);
    }

    private BlazeFaceDetector BlazeFace(CameraConfig camera, double? threshold)
    {
        var session = Open(camera, "blazeface", []);
        return threshold is { } least ? new BlazeFaceDetector(session, (float)least) : new BlazeFaceDetector(session);
    }

    private YuNetDetector YuNet(CameraConfig camera, InputSize size, double? threshold)
    {
        var session = Open(camera, Model(camera.FaceNetwork), [1, 3, size.Height, size.Width]);
        return threshold is { } least ? new YuNetDetector(session, (float)least) : new YuNetDetector(session);
    }

    private UltraFaceDetector UltraFace(CameraConfig camera, double? threshold)
    {
        var session = Open(camera, Model("ultraface"), []);
        return threshold is { } least ? new UltraFaceDetector(session, (float)least) : new UltraFaceDetector(session);
    }

    // Kept per camera and input shape: a camera that changes its picture size to and fro must not load its model anew each time.
    private IInferenceSession Open(CameraConfig camera, string name, IReadOnlyList<long> shape)
    {
        var key = (camera.Id, name, string.Join('×', shape));
        var input = _store.Entry(name).Inputs[0].Name;
        var options = shape.Count == 0 ? _options : _options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [input] = shape } };
        lock (_sessions)
        {
            if (!_sessions.TryGetValue(key, out var session))
                _sessions[key] = session = _store.OpenSession(_runtime.Value, name, options);
            return session;
        }
    }
}
