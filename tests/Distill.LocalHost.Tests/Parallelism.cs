using Xunit.v3;

// Most of these tests wait for processes to start, to die and to be noticed. More of them than there are processors keep the processors busy.
[assembly: Parallelization(MaxThreads = 4)]
