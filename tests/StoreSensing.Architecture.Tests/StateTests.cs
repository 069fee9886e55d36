using System.Reflection;
using System.Runtime.CompilerServices;

namespace StoreSensing.Architecture.Tests;

/// <summary>What everybody can change belongs to nobody.</summary>
public sealed class StateTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void PublicStatics_CannotBeChanged()
    {
        var types = ProductAssemblies.All.SelectMany(a => a.GetExportedTypes()).ToList();
        types.SelectMany(t => t.GetFields(Statics)).Where(f => f.IsPublic && !f.IsInitOnly && !f.IsLiteral).Select(Name).ShouldBeEmpty();
        types.SelectMany(t => t.GetProperties(Statics)).Where(p => p.SetMethod is { IsPublic: true }).Select(Name).ShouldBeEmpty();
        types.SelectMany(t => t.GetFields(Statics)).Where(f => f.IsPublic && f.FieldType.IsArray).Select(Name).ShouldBeEmpty(); // its elements could be
    }

    // In pure projects not even privately: two lanes in one process must not meet.
    [Fact]
    public void PureProjects_HaveNoMutableStaticFields()
    {
        var fields = ProjectFiles.Product.Where(p => p.IsPure).SelectMany(p => ProductAssemblies.Load(p.Name).GetTypes())
            .Where(t => t.GetCustomAttribute<CompilerGeneratedAttribute>() is null && t.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is null && !t.Name.StartsWith('<'))
            .SelectMany(t => t.GetFields(Statics))
            .Where(f => !f.IsInitOnly && !f.IsLiteral && f.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !f.Name.StartsWith('<'));
        fields.Where(f => f.DeclaringType?.BaseType?.Name != "JsonSerializerContext").Select(Name).ShouldBeEmpty();
    }

    [Fact]
    public void PublicClasses_AreSealedStaticOrAbstract()
    {
        // An open class is a promise about overriding that nobody here made.
        ProductAssemblies.All.SelectMany(a => a.GetExportedTypes())
            .Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract && !typeof(Exception).IsAssignableFrom(t) && t.Name != "Program" && t.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Select(t => t.FullName).ShouldBeEmpty();
    }

    private static string Name(MemberInfo member) => $"{member.DeclaringType}.{member.Name}";
}
