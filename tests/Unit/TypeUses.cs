using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Vmon.Tests;

/// <summary>The types that a type uses: in its declaration, in the signatures of its members, and in the bodies of its methods.</summary>
internal static class TypeUses
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Dictionary<ushort, OpCode> Instructions = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    /// <summary>The outermost types that a type and the types nested in it use. A nested type counts as the type that contains it.</summary>
    internal static HashSet<Type> Of(Type type) =>
        [.. AllOf(type).SelectMany(Parts).Select(Outermost).Where(used => used != Outermost(type))];

    private static IEnumerable<Type?> AllOf(Type type) =>
        type.GetInterfaces().Append(type.BaseType)
            .Concat(type.GetGenericArguments().SelectMany(Constraints))
            .Concat(AttributesOf(type))
            .Concat(type.GetMembers(Declared).SelectMany(OfMember));

    private static IEnumerable<Type?> OfMember(MemberInfo member) => AttributesOf(member).Concat(member switch
    {
        Type nested => AllOf(nested),
        FieldInfo field => [field.FieldType],
        MethodBase method => OfSignature(method).Concat(method.GetParameters().SelectMany(AttributesOf)).Concat(OfBody(method)),
        _ => [],
    });

    private static IEnumerable<Type?> OfSignature(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append((method as MethodInfo)?.ReturnType)
            .Concat(method.IsGenericMethod ? method.GetGenericArguments().SelectMany(Constraints) : []);

    private static IEnumerable<Type?> OfBody(MethodBase method) => method.GetMethodBody() is not { } body
        ? []
        : body.LocalVariables.Select(local => local.LocalType)
            .Concat(body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType))
            .Concat(Operands(method, body.GetILAsByteArray()!).SelectMany(OfOperand));

    private static IEnumerable<Type?> OfOperand(MemberInfo operand) => operand switch
    {
        Type type => [type],
        FieldInfo field => [field.DeclaringType, field.FieldType],
        MethodBase method => [method.DeclaringType, .. OfSignature(method), .. method.IsGenericMethod ? method.GetGenericArguments() : []],
        _ => [],
    };

    // An instruction is one byte, or two of which the first is FE, and an operand whose length the instruction says.
    private static IEnumerable<MemberInfo> Operands(MethodBase method, byte[] code)
    {
        Type[]? ofType = method.DeclaringType?.GetGenericArguments(), ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < code.Length;)
        {
            OpCode instruction = Instructions[code[at] == 0xfe ? (ushort)(0xfe00 | code[at + 1]) : code[at]];
            at += instruction.Size;
            int word = at + sizeof(int) <= code.Length ? BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at)) : 0;
            if (instruction.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return method.Module.ResolveMember(word, ofType, ofMethod)!;
            at += instruction.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => sizeof(int) * (1 + word),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type?> AttributesOf(MemberInfo member) => OfAttributes(member.GetCustomAttributesData());

    private static IEnumerable<Type?> AttributesOf(ParameterInfo parameter) => OfAttributes(parameter.GetCustomAttributesData());

    private static IEnumerable<Type?> OfAttributes(IList<CustomAttributeData> attributes) =>
        attributes.SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value as Type).Append(attribute.AttributeType));

    private static IEnumerable<Type> Constraints(Type argument) => argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : [];

    // List<Pipe[]> is List and Pipe.
    private static IEnumerable<Type> Parts(Type? type) => type switch
    {
        null or { IsGenericParameter: true } => [],
        { HasElementType: true } => Parts(type.GetElementType()),
        { IsFunctionPointer: true } => [],
        { IsConstructedGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
