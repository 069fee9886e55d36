using StoreSensing.Contracts.Geometry;
using StoreSensing.Twin.Scenes;

namespace StoreSensing.Twin.Walking;

/// <summary>Who waits at the till: first come, first served, one at a time.</summary>
internal sealed class TillQueue(Till till)
{
    private readonly int[] _slots = new int[till.LongestQueue + 1];
    private int _count;

    /// <summary>Joins at the end and says at which place; −1 when the queue is too long.</summary>
    public int Join(int slot)
    {
        if (_count == _slots.Length)
            return -1;
        _slots[_count] = slot;
        return _count++;
    }

    /// <summary>The place of somebody who waits; 0 is being served.</summary>
    public int PlaceOf(int slot) => Array.IndexOf(_slots, slot, 0, _count);

    /// <summary>Leaves after being served.</summary>
    public void Leave(int slot)
    {
        var place = PlaceOf(slot);
        Array.Copy(_slots, place + 1, _slots, place, _count - place - 1);
        _count--;
    }

    /// <summary>Where the person at a place stands.</summary>
    public PlanePoint Stand(int place) => new(till.Service.X + (place * till.Next.X), till.Service.Y + (place * till.Next.Y));
}
