using System.Globalization;
using Vmon.Damage;

return args switch
{
    ["record", string path, string from, string count] => Recorder.Run(path, Number(from), Number(count)),
    ["run", string kills, string damages] => Trials.Run(Number(kills), Number(damages), Environment.TickCount),
    ["run", string kills, string damages, string seed] => Trials.Run(Number(kills), Number(damages), Number(seed)),
    ["replay", string seconds, string milliseconds] => ReplayTrial.Run(Number(seconds), Number(milliseconds)),
    ["cost", string samples, string milliseconds] => CostTrial.Run(Number(samples), Number(milliseconds)),
    ["sockets", string resting, string busy, string samples, string milliseconds] => ConnectionTrial.Run(Number(resting), Number(busy), Number(samples), Number(milliseconds)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("Usage: Vmon.Damage run KILLS DAMAGES [SEED]   or   Vmon.Damage replay SECONDS MILLISECONDS   or   Vmon.Damage cost SAMPLES MILLISECONDS   or   Vmon.Damage sockets RESTING BUSY SAMPLES MILLISECONDS   or, to be killed: Vmon.Damage record DIRECTORY FROM COUNT");
    return 2;
}
