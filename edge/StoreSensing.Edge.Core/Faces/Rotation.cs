using System.Numerics;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>A rotation by its rows: what becomes the picture's right, up, and towards the camera.</summary>
internal readonly record struct Rotation(Vector3 X, Vector3 Y, Vector3 Z)
{
    /// <summary>A point of the head, turned.</summary>
    public Vector3 Turn(Vector3 p) => new(Vector3.Dot(X, p), Vector3.Dot(Y, p), Vector3.Dot(Z, p));

    /// <summary>This, and then turned about an axis by its length in radians (Rodrigues' formula).</summary>
    public Rotation TurnedBy(Vector3 turn)
    {
        var angle = turn.Length();
        if (angle < 1e-7f)
            return this;
        var axis = turn / angle;
        var (sin, cos) = MathF.SinCos(angle);
        // Columns are where the head's axes come to lie.
        var (x, y, z) = (Spun(new(X.X, Y.X, Z.X)), Spun(new(X.Y, Y.Y, Z.Y)), Spun(new(X.Z, Y.Z, Z.Z)));
        return new Rotation(new(x.X, y.X, z.X), new(x.Y, y.Y, z.Y), new(x.Z, y.Z, z.Z));

        Vector3 Spun(Vector3 v) => (v * cos) + (Vector3.Cross(axis, v) * sin) + (axis * (Vector3.Dot(axis, v) * (1 - cos)));
    }
}

/// <summary>Angles of a head's rotation.</summary>
internal static class RotationAngles
{
    /// <summary>Turned to the side, then raised, then tilted about where it then looks.</summary>
    public static HeadPose Of(in Rotation rotation) => new(
        float.RadiansToDegrees(MathF.Atan2(rotation.X.Z, rotation.Z.Z)),
        float.RadiansToDegrees(MathF.Asin(Math.Clamp(rotation.Y.Z, -1, 1))),
        -float.RadiansToDegrees(MathF.Atan2(Roll(rotation).Sin, Roll(rotation).Cos)));

    // How far the head's own right is turned out of the level one, about where it looks.
    private static (float Sin, float Cos) Roll(in Rotation rotation)
    {
        Vector3 facing = new(rotation.X.Z, rotation.Y.Z, rotation.Z.Z), own = new(rotation.X.X, rotation.Y.X, rotation.Z.X);
        var level = Vector3.Cross(Vector3.UnitY, facing);
        level = level.LengthSquared() > 1e-8f ? Vector3.Normalize(level) : Vector3.UnitX;
        return (Vector3.Dot(own, Vector3.Cross(facing, level)), Vector3.Dot(own, level));
    }
}
