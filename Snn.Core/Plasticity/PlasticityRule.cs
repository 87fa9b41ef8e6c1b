namespace Snn.Core.Plasticity;

/// <summary>A rule attached to a projection or a population. It is data; what it does stands in its file as a static body that the
/// loop calls.</summary>
public abstract record PlasticityRule;
