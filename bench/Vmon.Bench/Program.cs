using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// BenchmarkDotNet builds the engine again for each benchmark. On a small machine that can exceed the default of two minutes.
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10));
_ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
