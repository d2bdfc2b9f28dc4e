using CreditDashboard.Auth;
using CreditDashboard.Components;
using CreditDashboard.Components.Shell;
using CreditDashboard.Import;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace CreditDashboard.Pages.Imports;

public sealed partial class ImportsPage(ImportsDesk desk, ILogger<ImportsPage> log) : AccountPage<ImportHistory>
{
    const int FilesMax = 20;
    const long FileBytesMax = 1L << 30;
    const int CopyBytes = 1 << 16;

    CancellationTokenSource? _running;
    ImportsQuery _query = default!;
    bool _strict;
    bool _restate;
    string _doing = "";
    int? _percent;
    string? _problem;
    ImportReport? _report;
    int _inputs;

    [CascadingParameter]
    MainLayout? Around { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    string? Before { get; set; }

    protected override string Ask()
    {
        _query = ImportsQuery.Parse(Account, Before);
        if (_query.Account != ImportsQuery.Parse(Report.Value?.Account, null).Account)
            _report = null;
        return _query.ToUri();
    }

    protected override Task<ImportHistory?> ReadAsync(string personId, CancellationToken ct) => desk.ReadAsync(personId, _query, ct);

    async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        if (_running is not null || Report.Value is not { } history)
            return;

        if (chosen.FileCount > FilesMax)
        {
            _problem = $"At most {FilesMax} files at once. Nothing was imported.";
            return;
        }

        using var running = _running = new CancellationTokenSource();
        List<FileStream> copies = [];
        (_problem, _report) = (null, null);
        try
        {
            List<ImportFile> files = [];
            foreach (var file in chosen.GetMultipleFiles(FilesMax))
            {
                copies.Add(await CopyAsync(file, running.Token));
                var copy = copies[^1];
                files.Add(new ImportFile(file.Name, file.Size, _ => new(copy)));
            }

            var person = (await SignedIn).User.Id();
            _report = await desk.ImportAsync(
                person, history.Account, files, new ImportRequest { Strict = _strict, Restate = _restate }, new Progress<ImportProgress>(Show), running.Token);
            if (_report is null)
                Navigation.NotFound();
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            _problem = "The import was stopped. Nothing of it landed.";
        }
        catch (IOException problem)
        {
            // The browser's side of an upload, or a file above the limit; what it says names no row.
            log.LogWarning(problem, "An upload ended early.");
            _problem = "The upload ended before all of it was here. Nothing was imported; choose the files again.";
        }
        finally
        {
            copies.ForEach(copy => copy.Dispose());
            _running = null;
            _inputs++; // a new input, so that the same file can be chosen again
        }

        await ReadAsync();
        if (Around is not null)
            await Around.ReadAgainAsync();
    }

    /// <summary>
    /// Takes the file off the browser before anything is read of it: the account's turn is not held while a slow line brings it. The copy is
    /// gone when it is closed.
    /// </summary>
    async Task<FileStream> CopyAsync(IBrowserFile file, CancellationToken ct)
    {
        // On Unix a file so made can be read by nobody else.
        var copy = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, CopyBytes, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using var upload = file.OpenReadStream(FileBytesMax, ct);
            var buffer = new byte[CopyBytes];
            for (int read; (read = await upload.ReadAsync(buffer, ct)) > 0;)
            {
                await copy.WriteAsync(buffer.AsMemory(0, read), ct);
                Say($"Upload {file.Name}", Part(copy.Length, file.Size));
            }

            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    void Show(ImportProgress progress) => Say(
        progress.Stage switch
        {
            ImportStage.Waiting => "Waiting: somebody else is changing this account",
            ImportStage.Reading => $"Read {progress.File}, {Words.Many(progress.Rows, "row")}",
            ImportStage.Checking => "Check against what is there",
            ImportStage.Matching => "Match reveals and deductions",
            _ => $"Write, {Words.Many(progress.Rows, "row")}",
        },
        progress.BytesTotal is { } total ? Part(progress.Bytes, total) : null);

    void Say(string doing, int? percent)
    {
        if (doing == _doing && percent == _percent)
            return;

        (_doing, _percent) = (doing, percent);
        StateHasChanged();
    }

    static int Part(long done, long whole) => whole <= 0 ? 100 : (int)Math.Min(100, 100 * done / whole);

    void Stop() => _running?.Cancel();

    protected override void Dispose(bool disposing)
    {
        // Whoever leaves the page has not asked for half an import.
        if (disposing)
            _running?.Cancel();
        base.Dispose(disposing);
    }
}
