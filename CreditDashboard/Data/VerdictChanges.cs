using System.Buffers.Binary;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Data;

/// <summary>What differs between two judgements of one account, so that an import writes what it changed and not the whole history.</summary>
static class VerdictChanges
{
    /// <summary>
    /// Pairs of a verdict that is gone and one that has come, by their indices, -1 where there is none; in the order of positions. Verdicts
    /// that say the same of the same rows are left out.
    /// </summary>
    public static IEnumerable<(int Gone, int Come)> Between(Judgement? before, Judgement after)
    {
        var old = 0;
        var oldCount = before?.Verdicts.Length ?? 0;
        for (var come = 0; come < after.Verdicts.Length; come++)
        {
            var position = First(after, come);
            while (old < oldCount && First(before!, old) < position)
                yield return (old++, -1);

            if (old == oldCount || First(before!, old) > position)
                yield return (-1, come);
            else if (before!.Verdicts[old].SaysTheSame(after.Verdicts[come]))
                old++;
            else
                yield return (old++, come);
        }

        while (old < oldCount)
            yield return (old++, -1);
    }

    public static Position First(Judgement judgement, int verdict) => judgement.PositionOf(judgement.MembersOf(verdict)[0]);
}

/// <summary>A verdict in the shape it is stored in.</summary>
readonly struct StoredVerdict(VerdictRow row, Position first, byte[] members)
{
    public readonly VerdictRow Row = row;

    /// <summary>The position of its first member.</summary>
    public readonly Position First = first;

    /// <summary>What the id is the hash of, made readable: a blank in place of each NUL, and no line feed at the end. No id holds either.</summary>
    public readonly byte[] Members = members;

    public static StoredVerdict Of(Judgement judgement, int verdict)
    {
        var canonical = judgement.Canonical(verdict);
        canonical.AsSpan().Replace((byte)0, (byte)' ');
        return new(judgement.Verdicts[verdict], VerdictChanges.First(judgement, verdict), canonical[..^1]);
    }

    public static byte[] Blob(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return bytes;
    }
}
