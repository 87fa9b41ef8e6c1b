namespace Snn.Foraging.Remedies;

/// <summary>What continual replacement and its control have in common: again and again a share of the hidden neurons begins anew, with input weights as at
/// birth and output weights without effect. Neurons are mature, and can be replaced, when they have been seen for more than two rounds
/// since their birth, or since the first phase with this word began.</summary>
/// <param name="share">Share of the mature neurons replaced in <see cref="Life.Grain"/> cycles.</param>
public abstract class ReplacementRemedy(double share) : IRemedy
{
    private const int Maturity = 2;
    private double[] age = [];
    private double owed;

    /// <inheritdoc/>
    public int Every => Life.Grain;

    /// <summary>Rounds that each neuron has been seen for.</summary>
    protected IReadOnlyList<double> Age => age;

    /// <inheritdoc/>
    public virtual void Begin(Life life)
    {
    }

    /// <inheritdoc/>
    public virtual void During(Life life)
    {
        if (age.Length == 0)
            age = new double[life.HiddenSpikes().Length];
        for (var i = 0; i < age.Length; i++)
            age[i]++;
        Observe(life);
        int[] mature = [.. Enumerable.Range(0, age.Length).Where(i => age[i] > Maturity)];
        owed += share * mature.Length;
        int[] replaced = [.. Ranked(life, mature).Take((int)owed)];
        owed -= (int)owed;
        life.Replace(replaced);
        foreach (var i in replaced)
        {
            age[i] = 0;
            Reborn(i);
        }
    }

    /// <inheritdoc/>
    public virtual void Save(BinaryWriter to)
    {
        to.Write(age);
        to.Write(owed);
    }

    /// <inheritdoc/>
    public virtual void Load(BinaryReader from)
    {
        age = from.ReadDoubles();
        owed = from.ReadDouble();
    }

    /// <summary>A round has been lived.</summary>
    protected virtual void Observe(Life life)
    {
    }

    /// <summary>The mature neurons, the first to go first.</summary>
    protected abstract IEnumerable<int> Ranked(Life life, IReadOnlyList<int> mature);

    /// <summary>A neuron has been replaced.</summary>
    protected virtual void Reborn(int neuron)
    {
    }
}
