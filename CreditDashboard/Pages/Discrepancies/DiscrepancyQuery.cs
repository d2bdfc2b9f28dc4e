using CreditDashboard.Components;
using CreditDashboard.Core.Usage;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Pages.Discrepancies;

/// <summary>What the Discrepancies page is showing. The address is its only copy.</summary>
/// <param name="Code">A code, such as <c>no_reveal</c>, or a disposition, such as <c>undecided</c>; empty is all.</param>
/// <param name="Open">The id of the verdict whose evidence is open, empty if none.</param>
/// <param name="After">The id of the verdict after which the rows of one code begin; empty is the first.</param>
public sealed record DiscrepancyQuery(LedgerFilter Filter, string Code = "", string Open = "", string After = "") : ILedgerQuery
{
    /// <summary>What an agent has accepted: among the others, <see cref="Hidden"/>, or <see cref="Only"/>.</summary>
    public string Accepted { get; init; } = "";

    public const string Hidden = "hidden";
    public const string Only = "only";

    public static DiscrepancyQuery Parse(LedgerFilter filter, string? code, string? open, string? after, string? accepted = null) =>
        new(filter.With(UsageField.Verdict, []), IsCode(code) ? code! : "", open?.Trim() ?? "", after?.Trim() ?? "") { Accepted = accepted is Hidden or Only ? accepted : "" };

    public string ToUri() => Links.Of(
        Links.Discrepancies, Filter, new("code", Code), new("accepted", Accepted), new("after", After), new("verdict", Open));

    /// <summary>By another filter; what was open or paged belongs to the rows before.</summary>
    public string To(LedgerFilter filter) => (new DiscrepancyQuery(filter, Code) { Accepted = Accepted }).ToUri();

    public bool Asks(VerdictCode code) => Code.Length == 0 || Code == code.Slug() || Code == code.Disposition().Slug();

    /// <summary>True if rows that an agent accepted, or that none did, are asked for.</summary>
    public bool Asks(bool isAccepted) => Accepted.Length == 0 || isAccepted == (Accepted == Only);

    static bool IsCode(string? text) => VerdictCodes.TryParse(text ?? "", out VerdictCode _) || VerdictCodes.TryParse(text ?? "", out Disposition _);
}
