using System.Globalization;
using Vmon.Bench;
using Vmon.Fleet.Exporters;
using Vmon.Fleet.Recordings;

string[] numbers = args.Length > 0 ? args[1..] : [];
switch (args)
{
    case ["exporters", ..]:
        Console.WriteLine(Machine.Describe());
        ExporterTable.Print(Number(0, 1000), TimeSpan.FromMinutes(Number(1, 5)), TimeSpan.FromSeconds(Number(2, 15)));
        return 0;
    case ["recordings", ..]:
        Console.WriteLine(Machine.Describe());
        RecordingTable.Print(Number(0, 1000), TimeSpan.FromMinutes(Number(1, 60)));
        return 0;
    case ["days", ..]:
        Console.WriteLine(Machine.Describe());
        DaysTable.Print(Number(0, 28), Number(1, 1000));
        return 0;
    default:
        Console.Error.WriteLine("Usage: Vmon.Fleet exporters [HOSTS] [MINUTES] [INTERVAL]   or   Vmon.Fleet recordings [HOSTS] [MINUTES]   or   Vmon.Fleet days [DAYS] [PROCESSES]");
        return 2;
}

int Number(int index, int otherwise) => index < numbers.Length ? int.Parse(numbers[index], CultureInfo.InvariantCulture) : otherwise;
