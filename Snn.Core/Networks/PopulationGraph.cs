namespace Snn.Core.Networks;

/// <summary>The order in which populations can be solved: sources before targets, loops together.</summary>
internal static class PopulationGraph
{
    /// <summary>Loops of populations (strongly connected components) in topological order.</summary>
    public static IReadOnlyList<IReadOnlyList<Population>> Order(Network network)
    {
        // Tarjan's algorithm; components come out targets first.
        int n = network.Populations.Count, next = 1;
        int[] index = new int[n], low = new int[n];
        var onStack = new bool[n];
        var stack = new Stack<int>();
        var components = new List<IReadOnlyList<Population>>();
        for (int p = 0; p < n; p++)
        {
            if (index[p] == 0)
                Visit(p);
        }

        components.Reverse();
        return components;

        void Visit(int p)
        {
            index[p] = low[p] = next++;
            stack.Push(p);
            onStack[p] = true;
            foreach (var projection in network.Projections)
            {
                int target = projection.Target.Index;
                if (projection.Source.Index != p)
                    continue;
                if (index[target] == 0)
                {
                    Visit(target);
                    low[p] = Math.Min(low[p], low[target]);
                }
                else if (onStack[target])
                {
                    low[p] = Math.Min(low[p], index[target]);
                }
            }

            if (low[p] != index[p])
                return;
            var component = new List<Population>();
            int member;
            do
            {
                member = stack.Pop();
                onStack[member] = false;
                component.Add(network.Populations[member]);
            }
            while (member != p);
            component.Sort((a, b) => a.Index.CompareTo(b.Index));
            components.Add(component);
        }
    }

    /// <summary>True if a projection runs inside a loop.</summary>
    public static bool InLoop(IReadOnlyList<IReadOnlyList<Population>> order, Projection projection) =>
        order.Any(loop => loop.Contains(projection.Source) && loop.Contains(projection.Target));
}
