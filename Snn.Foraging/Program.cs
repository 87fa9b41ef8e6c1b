return Snn.Foraging.Commands.CommandLineApp.Run(args);
