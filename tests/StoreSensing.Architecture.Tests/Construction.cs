using System.Reflection;
using System.Reflection.Emit;

namespace StoreSensing.Architecture.Tests;

/// <summary>Finds in compiled code who makes objects of a type.</summary>
internal static class Construction
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    /// <summary>The methods in which <paramref name="type"/> is constructed (<c>newobj</c> or a constructor call).</summary>
    public static IEnumerable<MethodBase> MakersOf(Type type, Assembly within) =>
        within.GetTypes()
            .SelectMany(t => t.GetMethods(Any).Cast<MethodBase>().Concat(t.GetConstructors(Any)))
            .Where(method => method.DeclaringType != type && Called(method).Any(c => c is ConstructorInfo && c.DeclaringType == type));

    /// <summary>The methods that call one named <paramref name="called"/> of <paramref name="type"/>.</summary>
    public static IEnumerable<MethodBase> CallersOf(Type type, string called, Assembly within) =>
        within.GetTypes()
            .SelectMany(t => t.GetMethods(Any).Cast<MethodBase>().Concat(t.GetConstructors(Any)))
            .Where(method => Called(method).Any(c => c.DeclaringType == type && c.Name == called));

    private static IEnumerable<MethodBase> Called(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il)
            yield break;
        var typeArguments = method.DeclaringType is { IsGenericType: true } t ? t.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < il.Length;)
        {
            var value = il[at] == 0xFE ? unchecked((short)(0xFE00 | il[at + 1])) : il[at];
            var code = OpCodesByValue[value];
            at += code.Size;
            if (code.OperandType == OperandType.InlineMethod && method.Module.ResolveMethod(BitConverter.ToInt32(il, at), typeArguments, methodArguments) is { } called)
                yield return called;
            at += OperandSize(code, il, at);
        }
    }

    // ECMA-335, partition III.
    private static int OperandSize(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
