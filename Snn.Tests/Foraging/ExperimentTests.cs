using Snn.Foraging;
using Snn.Foraging.Experiments;

namespace Snn.Tests.Foraging;

public class ExperimentTests
{
    private const string Small = """
        name = "small"
        seeds = "1-2"
        [learning]
        reward_rate = 0.1
        [[condition]]
        name = "sequential"
        phases = ["unsupervised", "T1", "T2"]
        """;

    private static string Refused(string toml, params string[] set)
    {
        var message = Assert.Throws<UserErrorException>(() => ExperimentReader.Parse(toml, "small.toml", set)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static string Changed(string from, string to) => Small.Replace(from, to, StringComparison.Ordinal);

    [Fact]
    public void EveryBuiltInExperimentIsValidAndReadsBackAsWritten()
    {
        Assert.Equal("quickstart", BuiltInExperiments.Names[0]);
        Assert.All(BuiltInExperiments.Names, name =>
        {
            var experiment = BuiltInExperiments.Load(name, []);
            Assert.Equal(name, experiment.Name);
            var text = ExperimentWriter.Write(experiment);
            Assert.Equal(text, ExperimentWriter.Write(ExperimentReader.Parse(text, name, [])));
        });
    }

    [Fact]
    public void AwkwardValuesReadBackToTheSameBits()
    {
        var experiment = ExperimentReader.Parse(Small, "small.toml", []) with
        {
            Description = "a \"quoted\" \\ line\nand a second\tone – ü",
            Learning = new LearningSettings { RewardRate = 1e-5 / 3, Punishment = -0.0001, InputRate = double.Epsilon },
            World = new WorldSettings { Walls = true },
        };
        var back = ExperimentReader.Parse(ExperimentWriter.Write(experiment), "again", []);
        Assert.Equal(experiment.Description, back.Description);
        Assert.Equal(experiment.Learning, back.Learning);
        Assert.Equal(experiment.World, back.World);
        Assert.Equal(ExperimentWriter.Parameters(experiment), ExperimentWriter.Parameters(back));
    }

    [Fact]
    public void TheNeuronIsChosenByName()
    {
        Assert.Equal(NeuronKind.Lif, ExperimentReader.Parse(Small, "s", []).Network.Neuron);
        var map = ExperimentReader.Parse(Small + "\n[network]\nneuron = \"map\"\n", "s", []);
        Assert.Equal(NeuronKind.Map, map.Network.Neuron);
        Assert.Equal(NeuronKind.Map, ExperimentReader.Parse(Small, "s", ["network.neuron=map"]).Network.Neuron);
        Assert.Equal(NeuronKind.Map, ExperimentReader.Parse(ExperimentWriter.Write(map), "again", []).Network.Neuron);
        Assert.Contains("network.neuron is the text 'Map' but must be one of \"lif\", \"map\"", Refused(Small, "network.neuron=Map"), StringComparison.Ordinal);
        Assert.Contains("network.neuron is the number 1 but", Refused(Small, "network.neuron=1"), StringComparison.Ordinal);
        Assert.Contains("whole steps", Refused(Small, "network.neuron=map", "network.cycle=300.2"), StringComparison.Ordinal);
    }

    [Fact]
    public void UnderscoresAreAllowedInNumbers() =>
        Assert.Equal(1_234_567, ExperimentReader.Parse(Small + "\n[schedule]\ntrain = 1_234_567\n", "s", []).Schedule.Train);

    [Fact]
    public void SettingsOfTheCommandLineAreReadLikeTheFile()
    {
        var experiment = ExperimentReader.Parse(Small, "s", ["learning.reward_rate=0.25", "schedule.train=1_000", "seeds=3-5", "world.walls=true", "name=other"]);
        Assert.Equal(0.25, experiment.Learning.RewardRate);
        Assert.Equal(1000, experiment.Schedule.Train);
        Assert.Equal("3-5", experiment.Seeds);
        Assert.True(experiment.World.Walls);
        Assert.Equal("other", experiment.Name);
        Assert.Equal("7", ExperimentReader.Parse(Small, "s", ["seeds=7"]).Seeds);
    }

    [Fact]
    public void AnUnknownKeyIsRefusedWithTheNearestKnownOne()
    {
        Assert.Contains("learning.reward_rate", Refused(Changed("reward_rate", "reward_rte")), StringComparison.Ordinal);
        Assert.Contains("nearest known key is seeds", Refused(Changed("seeds", "seedz")), StringComparison.Ordinal);
        Assert.Contains("nearest known key is network.fan", Refused(Changed("reward_rate", "fan")), StringComparison.Ordinal);
        Assert.Contains("learning.reward_rate", Refused(Small, "learning.rewardrate=1"), StringComparison.Ordinal);
        Assert.Contains("learning.reward_rate", Refused(Small, "reward_rate=1"), StringComparison.Ordinal);
        Assert.Contains("condition.phases", Refused(Changed("phases", "phase")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reward_rate = 0.1", "reward_rate = \"0.1\"", "must be a number")]
    [InlineData("reward_rate = 0.1", "reward_rate = nan", "finite")]
    [InlineData("reward_rate = 0.1", "reward_rate = inf", "finite")]
    [InlineData("reward_rate = 0.1", "reward_rate = -1", "must lie in 0 to 100")]
    [InlineData("reward_rate = 0.1", "trace_cycles = 2.0", "whole number")]
    [InlineData("reward_rate = 0.1", "trace_cycles = 99999999999999", "must lie in 1 to 16")]
    [InlineData("reward_rate = 0.1", "trace_tau = 0.04", "ms")]
    [InlineData("[learning]\nreward_rate = 0.1", "learning = 3", "must be a table")]
    [InlineData("\"T1\"", "\"T3\"", "T3 is not in this world")]
    [InlineData("\"unsupervised\", \"T1\", \"T2\"", "", "no phases")]
    [InlineData("\"unsupervised\", \"T1\", \"T2\"", "\"unsupervised\", \"sleep\"", "before any training")]
    [InlineData("name = \"sequential\"", "name = \"a/b\"", "letters")]
    [InlineData("name = \"sequential\"", "name = \"a\"\nsleep = \"mesured\"", "nearest: measured")]
    [InlineData("name = \"small\"", "", "name is missing")]
    [InlineData("name = \"small\"", "name = 3", "must be text")]
    [InlineData("seeds = \"1-2\"", "seeds = 1.5", "seeds")]
    [InlineData("seeds = \"1-2\"", "seeds = [0]", "whole number")]
    [InlineData("[[condition]]", "[condition]", "two brackets")]
    [InlineData("reward_rate = 0.1", "reward_rate = 0.1\nreward_rate = 0.2", "reward_rate")]
    [InlineData("seeds =", "seeds ==", "not TOML")]
    public void WrongValuesAreRefusedInOneLine(string from, string to, string says) =>
        Assert.Contains(says, Refused(Changed(from, to)), StringComparison.Ordinal);

    [Fact]
    public void ConditionsMustBeThereOnce()
    {
        Assert.Contains("no condition", Refused("name = \"none\""), StringComparison.Ordinal);
        Assert.Contains("twice", Refused(Small + "\n[[condition]]\nname = \"sequential\"\nphases = [\"T1\"]\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingExperimentNamesTheNearest()
    {
        Assert.Contains("quickstart", Assert.Throws<UserErrorException>(() => BuiltInExperiments.Load("quikstart", [])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<UserErrorException>(() => ExperimentReader.Load("/nowhere/x.toml", [])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("3,5,8", "3,5,8")]
    [InlineData("1-4, 2 ,9", "1-4,9")]
    [InlineData("2,1", "2,1")]
    [InlineData("1-2", "1,2")]
    public void SeedsAreAList(string text, string written) => Assert.Equal(written, SeedList.Write(SeedList.Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("5-2")]
    [InlineData("1,,2")]
    [InlineData("1-2-3")]
    [InlineData("one")]
    [InlineData("1-2000000000")]
    [InlineData("99999999999")]
    public void OtherSeedsAreRefused(string text) => Assert.Throws<UserErrorException>(() => SeedList.Parse(text));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("same", "same", 0)]
    public void LevenshteinByHand(string a, string b, int distance) => Assert.Equal(distance, Nearest.Distance(a, b));
}
