using System.Runtime.Serialization;
using Akka.Actor;
using CsCheck;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Cluster.Protocol.Wire;
using LoraCluster.Cluster.Tests.Protocol.Wire;
using Xunit.Abstractions;

namespace LoraCluster.Durability.Tests.Fuzzing;

public sealed class WireFuzzTests(ITestOutputHelper log) : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("fuzz");

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Mutated_messages_of_every_kind_are_read_as_a_sensible_message_or_refused()
    {
        var wire = new WireSerializer((ExtendedActorSystem)_system);
        var messages = new List<IWireMessage>();
        Messages.Any(_system.DeadLetters).Sample(messages.Add, iter: 2000, threads: 1, seed: "0000000000001");
        string[] manifests = [.. messages.Select(wire.Manifest)];
        Assert.Equal(wire.Manifests.Order(), manifests.Distinct().Order());

        byte[][] pieces = [[0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x0A, 0x00], [0x08], [0x12, 0x7F], [0x80], [0x0B, 0x0B, 0x0B], [0xC3, 0x28]];
        var result = new Fuzz(new Mutator([.. messages.Select(wire.ToBinary)], pieces)).Run(Fuzz.Share(0.4), (origin, bytes) =>
        {
            try
            {
                // Whatever is read went through the constructor that checks it, and can be written again.
                wire.ToBinary(wire.FromBinary(bytes, manifests[origin]));
                return true;
            }
            catch (SerializationException)
            {
                return false;
            }
        });
        log.WriteLine($"{result}");
        Assert.True(result.Read > result.Count / 100, $"{result}");
    }
}
