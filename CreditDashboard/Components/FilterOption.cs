namespace CreditDashboard.Components;

/// <summary>One line of a filter's drop-down: what stands in the address, and what a person reads.</summary>
public sealed record FilterOption(string Value, string Text);
