using CreditDashboard.Components;
using CreditDashboard.Core.Verdicts;

namespace CreditDashboard.Pages.Discrepancies;

/// <summary>What the Discrepancies page is showing. The address is its only copy.</summary>
/// <param name="Code">A code, such as <c>no_reveal</c>, or a disposition, such as <c>undecided</c>; empty is all.</param>
/// <param name="Open">The id of the verdict whose evidence is open, empty if none.</param>
/// <param name="After">The id of the verdict after which the rows of one code begin; empty is the first.</param>
public sealed record DiscrepancyQuery(LedgerFilter Filter, string Code = "", string Open = "", string After = "") : ILedgerQuery
{
    public static DiscrepancyQuery Parse(LedgerFilter filter, string? code, string? open, string? after) =>
        new(filter, IsCode(code) ? code! : "", open?.Trim() ?? "", after?.Trim() ?? "");

    public string ToUri() => Links.Of(
        Links.Discrepancies, Filter, new("code", Code), new("after", After), new("verdict", Open));

    /// <summary>By another filter; what was open or paged belongs to the rows before.</summary>
    public string To(LedgerFilter filter) => new DiscrepancyQuery(filter, Code).ToUri();

    public bool Asks(VerdictCode code) => Code.Length == 0 || Code == code.Slug() || Code == code.Disposition().Slug();

    static bool IsCode(string? text) => VerdictCodes.TryParse(text ?? "", out VerdictCode _) || VerdictCodes.TryParse(text ?? "", out Disposition _);
}
