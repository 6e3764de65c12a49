export default ({ model = "m" }) => model;
