namespace Snn.Core.Plasticity;

/// <summary>A rule attached to a projection or a population. It is data; what it does stands in its file as a static body that the
/// loop calls.</summary>
public abstract record PlasticityRule
{
    /// <summary>Says what is wrong with the parameters, or null.</summary>
    internal virtual string? Check() => null;
}
