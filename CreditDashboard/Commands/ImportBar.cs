using CreditDashboard.Import;
using Spectre.Console;

namespace CreditDashboard.Commands;

/// <summary>How far an import is, on standard error: a bar on a terminal, nothing elsewhere.</summary>
static class ImportBar
{
    public static async Task<T> ShowAsync<T>(Func<IProgress<ImportProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(new Told(_ => { }));

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                ProgressTask? bar = null;
                (ImportStage, string?) shown = default;
                return await work(new Told(progress =>
                {
                    if (bar is null || shown != (progress.Stage, progress.File))
                    {
                        if (bar is not null)
                            bar.Value = bar.MaxValue;
                        bar = bars.AddTask(Markup.Escape(Describe(progress)));
                        shown = (progress.Stage, progress.File);
                    }

                    bar.Description = Markup.Escape(Describe(progress));
                    bar.IsIndeterminate = progress is { BytesTotal: not > 0, RowsTotal: not > 0 };
                    if (progress.BytesTotal is > 0 and var bytes)
                        bar.Value = 100.0 * progress.Bytes / bytes;
                    else if (progress.RowsTotal is > 0 and var rows)
                        bar.Value = 100.0 * progress.Rows / rows;
                }));
            });
    }

    static string Describe(ImportProgress progress)
    {
        var what = progress.Stage switch
        {
            ImportStage.Waiting => "Waiting for another import",
            ImportStage.Reading => "Reading",
            ImportStage.Checking => "Checking",
            ImportStage.Matching => "Matching",
            _ => "Writing",
        };
        var file = progress.File is { } name ? $" {Path.GetFileName(name)}" : "";
        return progress.Rows > 0 ? $"{what}{file}, {Plain.Number(progress.Rows)} rows" : what + file;
    }

    /// <summary>Told at once and in order, unlike <see cref="Progress{T}"/>.</summary>
    sealed class Told(Action<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told(value);
    }
}
