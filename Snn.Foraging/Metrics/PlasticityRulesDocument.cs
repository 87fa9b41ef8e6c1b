using System.Text.Json;
using Snn.Foraging.WeightSpace;

namespace Snn.Foraging.Metrics;

/// <summary>The file <c>plasticity-rules.json</c>: what the rules of Core do in small networks, and what its neuron does with a current.</summary>
public sealed record PlasticityRulesDocument
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "plasticity-rules.json";

    /// <summary>Version of the format.</summary>
    public string Schema { get; init; } = "snn.plasticity-rules/1";

    /// <summary>What every network is made of, in words.</summary>
    public required IReadOnlyList<string> Constants { get; init; }

    /// <summary>What is claimed, each with a bar set beforehand.</summary>
    public required IReadOnlyList<GeometryClaim> Claims { get; init; }

    /// <summary>One a seed.</summary>
    public required IReadOnlyList<RulesOfSeed> Seeds { get; init; }

    /// <summary>The document as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, MetricsDocument.Json) + "\n";

    /// <summary>Reads the document of a run folder; null when it has none.</summary>
    public static PlasticityRulesDocument? Load(string runFolder)
    {
        var path = Path.Combine(runFolder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<PlasticityRulesDocument>(File.ReadAllText(path), MetricsDocument.Json) : null;
    }
}

/// <summary>All results of one seed.</summary>
public sealed record RulesOfSeed(int Seed, IReadOnlyList<WeightShape> Shapes, PrincipalInputResult Principal, UnmixingResult Unmixing, TransferResult Transfer);

/// <summary>The weights that a rule leaves on one neuron, and what they look like.</summary>
/// <param name="Rule">additive, multiplicative or log.</param>
/// <param name="Weights">The weights, in units of the largest weight (pair STDP) or of J0 (log-STDP).</param>
/// <param name="Rate">Output rate over the last fifth, Hz.</param>
/// <param name="Unimodality">Test of one mode.</param>
/// <param name="Normal">Test of the weights being normal.</param>
/// <param name="LogNormal">Test of their logarithms being normal, weights of 0 left out.</param>
/// <param name="Skewness">Of the weights.</param>
/// <param name="LogSkewness">Of their logarithms.</param>
/// <param name="LogSd">Standard deviation of their logarithms.</param>
/// <param name="Exponent">Of the generalised Gaussian fitted to the weights.</param>
/// <param name="PrunedExponent">Likewise, of the stronger half alone.</param>
public sealed record WeightShape(
    string Rule, IReadOnlyList<float> Weights, double Rate, Unimodality Unimodality, Normality Normal, Normality LogNormal,
    double Skewness, double LogSkewness, double LogSd, double Exponent, double PrunedExponent);

/// <summary>Weights against the first principal component of the inputs.</summary>
/// <param name="Participation">Probability with which each input takes part in a common event.</param>
/// <param name="Component">First principal component of the spike counts.</param>
/// <param name="Weights">Weights, scaled to length 1.</param>
/// <param name="Explained">Share of variance of the component.</param>
/// <param name="Angle">Between the two, degrees.</param>
/// <param name="StartAngle">Between the component and the weights at the start, degrees.</param>
/// <param name="P">Share of 9,999 shuffles of the weights over the inputs that come as near.</param>
public sealed record PrincipalInputResult(IReadOnlyList<double> Participation, IReadOnlyList<double> Component, IReadOnlyList<double> Weights, double Explained, double Angle, double StartAngle, double P);

/// <summary>Two neurons that hear two mixed sources.</summary>
/// <param name="Mixing">[input][source]: probability with which an event of the source makes the input fire.</param>
/// <param name="Weights">[neuron][input] at the end, in units of their mean.</param>
/// <param name="Response">[neuron][source]: spikes within 15 ms of an event beyond chance, with the final weights.</param>
/// <param name="Amari">Index of the response.</param>
/// <param name="StartAmari">Index of the response with the first weights.</param>
/// <param name="AloneAmari">Index at the end without inhibition between the two.</param>
/// <param name="LinearAmari">Index of weights times mixing: what the weights alone would do, without threshold and inhibition.</param>
/// <param name="P">Share of 999 exchanges of the events' labels that give as small an index.</param>
public sealed record UnmixingResult(
    IReadOnlyList<IReadOnlyList<double>> Mixing, IReadOnlyList<IReadOnlyList<double>> Weights, IReadOnlyList<IReadOnlyList<double>> Response,
    double? Amari, double? StartAmari, double? AloneAmari, double? LinearAmari, double P);

/// <summary>Rates against current.</summary>
/// <param name="Current">Current, as the potential it would hold the membrane at, in units of the threshold.</param>
/// <param name="Rate">Of one neuron, Hz.</param>
/// <param name="ClosedForm">1 / (t_ref + tau ln(I / (I - threshold))), Hz; 0 below threshold.</param>
/// <param name="LargestError">Largest relative difference of the two where the closed form is above 0.</param>
/// <param name="NoisyRate">Mean of a population with noise, Hz.</param>
/// <param name="Logistic">The logistic curve fitted to it, Hz.</param>
/// <param name="Fits">Root mean square difference from the noisy curve, as a share of its largest rate, of fitted curves by name.</param>
public sealed record TransferResult(
    IReadOnlyList<double> Current, IReadOnlyList<double> Rate, IReadOnlyList<double> ClosedForm, double LargestError,
    IReadOnlyList<double> NoisyRate, IReadOnlyList<double> Logistic, IReadOnlyDictionary<string, double> Fits);
