using StoreSensing.Edge.Core.Tracking;

namespace StoreSensing.Edge.Core.Faces;

/// <summary>Gives faces to people: one face a person, one person a face, all together as well as possible. Allocates nothing.</summary>
/// <remarks>Optimal assignment (Kuhn, "The Hungarian method for the assignment problem", 1955) over the pairs that are possible at all (<see cref="HeadRegion"/>).</remarks>
internal sealed class FaceAssociation(int people, int faces)
{
    private const float MostMisfit = 12; // squared standard deviations, of three
    private readonly SparseAssignment _assignment = new(people, faces, people * 8);

    /// <summary>The face of a person, −1 for none. After <see cref="Match"/>.</summary>
    public int this[int person] => _assignment.ColumnOf(person);

    /// <summary>Finds the best pairs.</summary>
    public void Match(ReadOnlySpan<InSight> people, ReadOnlySpan<FaceDetection> faces, float aspect)
    {
        _assignment.Begin(faces.Length);
        foreach (ref readonly var person in people)
        {
            for (var i = 0; i < faces.Length; i++)
                if (HeadRegion.Misfit(person.Sample.Box, faces[i].Box, aspect) is var misfit && misfit < MostMisfit)
                    _assignment.Allow(i, misfit);
            _assignment.EndRow();
        }
        _assignment.Solve(MostMisfit);
    }
}
