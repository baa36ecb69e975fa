using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// Each benchmark is built anew, the engine with it: two minutes, the default, are short on a small machine.
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10));
_ = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
