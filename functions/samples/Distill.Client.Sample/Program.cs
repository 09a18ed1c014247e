using Distill.Client.Sample;

SampleApp.Build(args).Run();
