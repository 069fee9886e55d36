using StoreSensing.Configuration;
using StoreSensing.Edge.Agent.Compliance;
using StoreSensing.Edge.Agent.Studies;
using StoreSensing.Edge.Core.Frames;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Core.Physiology.Readings;
using StoreSensing.Edge.Core.Physiology.Studies;
using StoreSensing.Edge.Drivers.Outbox;
using StoreSensing.Hardware.Buses;
using StoreSensing.Hardware.Calibration;
using StoreSensing.Mqtt;

namespace StoreSensing.Edge.Agent.Commands;

/// <summary>Turns what a user can put right into sentences on stderr and exit code 2.</summary>
internal static class UserFaults
{
    public const int WrongInput = 2;

    public static async Task<int> Report(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (ConfigException e)
        {
            foreach (var problem in e.Problems)
                await Console.Error.WriteLineAsync(problem);
            return WrongInput;
        }
        catch (Exception e) when (e is FrameSourceException or ReadingSourceException or RecordingException or StudyOutputException or PackOutputException or CalibrationException or BusException
            or InferenceException or OutboxException or MqttException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return WrongInput;
        }
    }
}
