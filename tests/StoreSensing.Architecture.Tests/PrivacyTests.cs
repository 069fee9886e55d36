using System.Reflection;
using StoreSensing.Edge.Core.Accumulation;
using StoreSensing.Edge.Core.Anonymisation;
using StoreSensing.Edge.Core.Delivery;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Testing;

namespace StoreSensing.Architecture.Tests;

/// <summary>Privacy is a type: what leaves the device was made by the anonymiser.</summary>
public sealed class PrivacyTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void PublishableMessage_CannotBeMadeOrChangedOutside()
    {
        var type = typeof(PublishableMessage);
        type.IsSealed.ShouldBeTrue();
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public).ShouldBeEmpty();
        type.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).ShouldAllBe(c => c.IsAssembly || c.IsPrivate);
        type.GetProperties(Any).ShouldAllBe(p => p.SetMethod == null);
        type.GetMethods().ShouldNotContain(m => m.Name == "<Clone>$"); // a record could be copied with other contents
    }

    [Fact]
    public void PublishableMessage_IsMadeByTheAnonymiserOnly()
    {
        var makers = ProductAssemblies.All.SelectMany(a => Construction.MakersOf(typeof(PublishableMessage), a)).ToList();
        makers.ShouldNotBeEmpty("the search itself must find the anonymiser");
        foreach (var maker in makers)
            Outermost(maker.DeclaringType!).Namespace.ShouldBe(typeof(Anonymiser).Namespace, $"{maker.DeclaringType}.{maker.Name} makes a PublishableMessage");
    }

    // Internals are open to tests alone: an assembly of the product that saw them could make one.
    [Fact]
    public void Core_ShowsItsInternals_ToTestsOnly()
    {
        var friends = typeof(PublishableMessage).Assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>().Select(a => a.AssemblyName);
        friends.ShouldAllBe(name => name.EndsWith(".Tests") || name == "StoreSensing.Benchmarks");
    }

    [Fact]
    public void Outbox_Add_TakesPublishableMessagesOnly()
    {
        var adders = typeof(IOutbox).GetMethods().Where(m => m.Name.StartsWith("Add", StringComparison.Ordinal)).ToList();
        adders.ShouldHaveSingleItem().GetParameters().Select(p => p.ParameterType).ShouldBe([typeof(PublishableMessage)]);
        // No other way in: nothing but Add takes bytes or text of a message.
        var others = typeof(IOutbox).GetMethods().Except(adders).SelectMany(m => m.GetParameters());
        others.ShouldAllBe(p => p.ParameterType != typeof(byte[]) && p.ParameterType != typeof(ReadOnlyMemory<byte>) && p.ParameterType != typeof(Stream));
    }

    [Fact]
    public void Anonymiser_IsTheOnlyWayFromRawToPublishable()
    {
        var ways = ProductAssemblies.All.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetMethods(Any | BindingFlags.DeclaredOnly))
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(RawDeviceWindow) || p.ParameterType == typeof(RawWindow)) && Gives(m.ReturnType));
        ways.ShouldAllBe(m => Outermost(m.DeclaringType!) == typeof(Anonymiser));
        static bool Gives(Type t) => t == typeof(PublishableMessage) || t.GetGenericArguments().Any(Gives);
    }

    // Whoever runs a network on a picture clears the picture afterwards: there is one place that does both.
    [Fact]
    public void Core_RunsNetworksInOnePlaceOnly() =>
        Construction.CallersOf(typeof(IInferenceSession), nameof(IInferenceSession.Run), typeof(PublishableMessage).Assembly)
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}").ShouldBe(["PictureRun.RunAndClear"]);

    // What goes to the broker goes out of the outbox, or is the device's own state.
    [Fact]
    public void Mqtt_IsPublishedToByTheAgentAlone()
    {
        var callers = ProductAssemblies.All.Where(a => a.GetName().Name is { } name && !name.Contains("cloud", StringComparison.OrdinalIgnoreCase) && name != "StoreSensing.Mqtt")
            .SelectMany(a => Construction.CallersOf(typeof(StoreSensing.Mqtt.MosquittoClient), "PublishAsync", a).Concat(Construction.CallersOf(typeof(StoreSensing.Mqtt.IMqttClient), "PublishAsync", a)))
            .Select(m => Outermost(m.DeclaringType!).Name).Distinct();
        callers.ShouldBe(["EdgeAgent"]);
    }

    // A wire message has no room for a track.
    [Fact]
    public void WireMessages_HaveNoPropertyThatPointsAtOnePerson()
    {
        var wire = typeof(StoreSensing.Contracts.Wire.MetricMessage).Assembly.GetTypes().Where(t => t.Namespace == "StoreSensing.Contracts.Wire");
        wire.SelectMany(t => t.GetProperties()).Select(p => p.Name)
            .Where(n => n.Contains("Track", StringComparison.OrdinalIgnoreCase) || n.Contains("Person", StringComparison.OrdinalIgnoreCase) || n.Contains("Embedding", StringComparison.OrdinalIgnoreCase) || n.Contains("Box", StringComparison.Ordinal))
            .Except(["PersonSeconds", "PersonSecondsWithheld", "Outbox"]).ShouldBeEmpty();
    }

    [Fact]
    public void Catalog_ListsNoModelThatIdentifies()
    {
        ModelTask.Known.ShouldNotContain(ModelTask.Identification);
        var path = Path.Combine(ReferenceData.Repository, "models", "catalog.json");
        var catalog = ModelCatalog.Parse(File.ReadAllText(path), "catalog.json");
        catalog.Models.ShouldNotBeEmpty();
        catalog.Models.Select(m => m.Task).Except(ModelTask.Known).ShouldBeEmpty();
    }

    [Fact]
    public void Catalog_WithAModelThatIdentifies_IsRefusedByName()
    {
        var text = File.ReadAllText(Path.Combine(ReferenceData.Repository, "models", "catalog.json"));
        var marked = text.Replace("\"person-detection\"", "\"identification\"", StringComparison.Ordinal);
        marked.ShouldNotBe(text);
        Should.Throw<InferenceException>(() => ModelCatalog.Parse(marked, "catalog.json")).Message.ShouldContain("identification");
    }

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
