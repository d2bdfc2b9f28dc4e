using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using CreditDashboard.Core.Matching;
using CreditDashboard.Core.Rates;
using NodaTime;

namespace CreditDashboard.Core.Verdicts;

/// <summary>One verdict, packed: what does not depend on when it is read.</summary>
public struct VerdictRow
{
    /// <summary>The first 16 bytes of SHA-256 over its members, sorted (<c>R</c> or <c>D</c>, NUL, id, LF), most significant first.</summary>
    public UInt128 Id;

    /// <summary>The verdict that a duplicate repeats, by its id; 0 if none.</summary>
    public UInt128 Of;

    /// <summary>Null is <see cref="NotPriced"/>.</summary>
    public long ExpectedMin;
    public long ExpectedMax;

    /// <summary>Credits in question, 0 or more.</summary>
    public long Discrepancy;

    /// <summary>Read before this instant (100 ns units since 1970), the verdict is <see cref="VerdictCode.Pending"/>. 0: never.</summary>
    public long SettleTicks;

    /// <summary>Where its members stand in <see cref="Judgement.Members"/>.</summary>
    public int MemberStart;
    public int MemberCount;

    /// <summary>Bit <c>n</c> says that the <see cref="VerdictCode"/> of number <c>n</c> applies as well.</summary>
    public ushort Facets;
    public VerdictCode Code;
    public Level Level;

    /// <summary>The tier that made the match, 0 for an agent's pin. Without a match it is 0 as well, and <see cref="Level"/> says so.</summary>
    public byte Tier;

    public const long NotPriced = -1;

    public readonly string IdText => TextOf(Id);

    public static string TextOf(UInt128 id) => id.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The code as it is read at an instant.</summary>
    public readonly VerdictCode CodeAt(Instant asOf) =>
        SettleTicks != 0 && asOf.ToUnixTimeTicks() < SettleTicks ? VerdictCode.Pending : Code;

    /// <summary>True if both say the same of the same rows: the id stands for the members.</summary>
    public readonly bool SaysTheSame(in VerdictRow other) =>
        Id == other.Id && Of == other.Of && Code == other.Code && Facets == other.Facets && Level == other.Level && Tier == other.Tier
        && ExpectedMin == other.ExpectedMin && ExpectedMax == other.ExpectedMax && Discrepancy == other.Discrepancy && SettleTicks == other.SettleTicks;

    /// <summary>The credits in question as read at an instant: nothing is in question while the verdict is pending.</summary>
    public readonly long DiscrepancyAt(Instant asOf) => CodeAt(asOf) == Code ? Discrepancy : 0;
}

/// <summary>
/// All verdicts of one account, in the order of their first members' positions, then ids. Every row of <see cref="Rows"/> stands in
/// exactly one of them.
/// </summary>
public sealed class Judgement
{
    KeyedRows? _keyed;
    byte[]? _codes;
    TieIndex? _byId;

    internal Judgement(
        AccountRows rows,
        AccountRules rules,
        RevealPrices prices,
        Matches matches,
        Coverage coverage,
        Reversals reversals,
        Column<VerdictRow> verdicts,
        Column<Member> members,
        Column<int> ofReveal,
        Column<int> ofDeduction)
    {
        Rows = rows;
        Rules = rules;
        Prices = prices;
        Matches = matches;
        Coverage = coverage;
        Reversals = reversals;
        Verdicts = verdicts;
        Members = members;
        OfReveal = ofReveal;
        OfDeduction = ofDeduction;
    }

    public AccountRows Rows { get; }

    /// <summary>What the rows were judged by, and what came of it on the way: the evidence is read from here.</summary>
    public AccountRules Rules { get; }
    public RevealPrices Prices { get; }
    public Matches Matches { get; }
    public Coverage Coverage { get; }
    public Reversals Reversals { get; }

    /// <summary>The rows by what they name.</summary>
    public KeyedRows Keyed => LazyInitializer.EnsureInitialized(ref _keyed, () => new KeyedRows(Rows));

    public Column<VerdictRow> Verdicts { get; }

    /// <summary>The code of each verdict once it is settled, by itself: what is asked for by its code is found without reading verdicts.</summary>
    internal byte[] Codes => LazyInitializer.EnsureInitialized(ref _codes, () => [.. Verdicts.Select(verdict => (byte)verdict.Code)]);

    /// <summary>The members of all verdicts, one verdict after the other, each verdict's in the order of their positions.</summary>
    public Column<Member> Members { get; }

    /// <summary>The index of the verdict of each reveal.</summary>
    public Column<int> OfReveal { get; }

    /// <summary>The index of the verdict of each deduction.</summary>
    public Column<int> OfDeduction { get; }

    public ReadOnlySpan<Member> MembersOf(int verdict) =>
        Members.Slice(Verdicts[verdict].MemberStart, Verdicts[verdict].MemberCount);

    /// <summary>The index of the verdict of a row.</summary>
    public int Of(Member row) => row.IsReveal ? OfReveal[row.Index] : OfDeduction[row.Index];

    public string IdOf(Member member) => member.IsReveal ? Rows.RevealId(member.Index) : Rows.DeductionId(member.Index);

    public Position PositionOf(Member member) => PositionOf(Rows, member);

    internal static Position PositionOf(AccountRows rows, Member member) =>
        member.IsReveal ? rows.Reveals[member.Index].Position : rows.Deductions[member.Index].Position;

    /// <summary>The bytes that a verdict's id is the hash of: its members sorted, each as <c>R</c> or <c>D</c>, NUL, id, LF.</summary>
    public byte[] Canonical(int verdict) => new MemberIds(Rows).Canonical(MembersOf(verdict)).ToArray();

    /// <summary>The index of the verdict with that id, or -1.</summary>
    public int Find(UInt128 id)
    {
        var index = LazyInitializer.EnsureInitialized(ref _byId, ById);
        var probe = 0;
        while (index.Next((ulong)(id >> 64), ref probe) is >= 0 and var verdict)
        {
            if (Verdicts[verdict].Id == id)
                return verdict;
        }

        return -1;
    }

    TieIndex ById()
    {
        var index = new TieIndex();
        foreach (var verdict in Verdicts)
            index.Add((ulong)(verdict.Id >> 64));
        return index;
    }

    public ImmutableArray<VerdictCode> FacetsOf(int verdict)
    {
        var facets = Verdicts[verdict].Facets;
        return facets == 0 ? [] : [.. VerdictCodes.All.Where(code => (int)code < 16 && (facets & (1 << (int)code)) != 0)];
    }
}
