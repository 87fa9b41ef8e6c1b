using Snn.Foraging.Experiments;
using Snn.Foraging.Figures;
using Snn.Foraging.Metrics;
using Snn.Foraging.Protocols;
using Snn.Foraging.Report;
using Snn.Foraging.Runs;
using Snn.Foraging.Studies;
using Snn.Tests.Foraging;

namespace Snn.Tests.Studies;

public sealed class PlasticityRulesTests
{
    private static readonly (int, int, int, int) Short = (20, 30, 5, 1);

    [Fact]
    public void Threads_and_interruptions_change_nothing_and_the_folder_draws_itself()
    {
        using var folder = new TemporaryFolder();
        string one = Directory.CreateDirectory(Path.Combine(folder.Path, "one")).FullName, two = Directory.CreateDirectory(Path.Combine(folder.Path, "two")).FullName;
        using var stop = new CancellationTokenSource();
        Assert.Null(PlasticityRules.Run([11, 12], one, 1, Short, _ => stop.Cancel(), stop.Token));
        Assert.Single(Directory.GetFiles(one));
        var resumed = PlasticityRules.Run([11, 12], one, 1, Short, _ => { }, default)!;
        var through = PlasticityRules.Run([11, 12], two, 2, Short, _ => { }, default)!;
        Assert.Equal(through.Write(), resumed.Write());
        Assert.NotEqual(through.Seeds[0].Shapes[0].Weights, through.Seeds[1].Shapes[0].Weights);

        var experiment = BuiltInExperiments.Load("plasticity-rules", []);
        new RunManifest(experiment, [11, 12], new PhaseTree(experiment), "cpu", "none", 1).Save(folder.Path);
        AtomicFile.WriteText(Path.Combine(folder.Path, PlasticityRulesDocument.FileName), through.Write());
        Assert.Equal(6, FigureSet.Draw(folder.Path).Count);
        Assert.Contains("Rules and neuron by themselves", File.ReadAllText(HtmlReport.Write(folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_neuron_has_the_rate_of_the_closed_form()
    {
        var curve = TransferCurve.Of(11, 1);
        Assert.True(curve.LargestError < 0.01);
        Assert.True(curve.ClosedForm.Max() > 70 && curve.Rate[0] == 0);
        Assert.True(curve.NoisyRate[8] > 0, "noise makes a neuron below threshold fire");
    }

    [Fact]
    public void Stdp_turns_towards_the_first_principal_component()
    {
        var result = PrincipalInput.Of(11, 250);
        Assert.True(result.Angle < 10 && result.StartAngle > 20 && result.P <= 0.001, $"{result.StartAngle} to {result.Angle} degrees");
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(5, 1, 0.00098)]
    [InlineData(16, 2, 0.00051)]
    public void As_many_rejections_are_let_off_as_chance_gives(int seeds, int most, double alarm)
    {
        // Binomial tail by hand: at 1 %, two or more of five happen with a probability of 0.001, of sixteen with 0.011, three or more with 0.0005.
        Assert.Equal(most, RuleClaims.Spare(seeds));
        Assert.Equal(alarm, RuleClaims.FalseAlarm(seeds, most), 5);
    }

    [Fact]
    public void A_study_has_no_conditions() => Assert.Contains(
        "study",
        Assert.Throws<Snn.Foraging.UserErrorException>(() => ExperimentReader.Parse(
            "name = \"x\"\nanalyses = [\"plasticity-rules\"]\n[[condition]]\nname = \"a\"\nphases = [\"T1\"]\n", "x", [])).Message,
        StringComparison.Ordinal);
}
